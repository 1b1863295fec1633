/* Which passwords are taken. Length counts, not capitals and signs; what everybody tries first is refused. */
#include <ctype.h>
#include <string.h>

#include "backend/password.h"
#include "base/text.h"

/* The commonest of ten characters or more in lists of stolen passwords, and their Indonesian kin. */
static const char *const COMMON[] = {
    "1234567890",    "0123456789",       "0987654321",    "12345678910",    "123456789a",   "a123456789",
    "1q2w3e4r5t",    "1qaz2wsx3edc",     "1q2w3e4r5t6y",  "q1w2e3r4t5",     "qwertyuiop",   "qwerty1234",
    "qwerty12345",   "qwerty123456",     "qwertyuiop123", "asdfghjkl1",     "asdfghjkl123", "zxcvbnm123",
    "abcdefghij",    "abcd123456",       "abc123456789",  "password12",     "password123",  "password1234",
    "password12345", "password123456",   "passw0rd123",   "p@ssw0rd123",    "p@ssword123",  "mypassword",
    "mypassword1",   "changeme123",      "welcome123",    "welcome1234",    "letmein123",   "iloveyou12",
    "iloveyou123",   "iloveyou1234",     "administrator", "administrator1", "admin12345",   "admin123456",
    "admin1234567",  "administrator123", "superman123",   "sunshine123",    "princess123",  "football123",
    "baseball123",   "dragon12345",      "monkey12345",   "trustno1234",    "whatever123",  "computer123",
    "internet123",   "qazwsxedcrfv",     "qweasdzxc123",  "1234567891",     "1234512345",   "9876543210",
    "11223344556",   "1122334455",       "123123123123",  "1231231234",     "7777777777a",  "sayangku123",
    "sayang12345",   "indonesia1",       "indonesia123",  "indonesia45",    "bismillah1",   "bismillah123",
    "katasandi1",    "katasandi123",     "rahasia123",    "rahasia1234",    "merdeka1945",  "jakarta123",
    "kamusukaaku",   "akucintakamu",     "passwordku1",   "sandisandi",     "sandi12345",   "sandi123456",
    "verifikasi",
};

static bool same(const struct secret *password, struct str word)
{
    if (word.n == 0 || word.n != password->n)
        return false;
    for (size_t i = 0; i < word.n; i++)
        if (tolower(password->s[i]) != tolower((unsigned char)word.s[i]))
            return false;
    return true;
}

static bool is_one_character(const struct secret *password)
{
    for (size_t i = 1; i < password->n; i++)
        if (password->s[i] != password->s[0])
            return false;
    return true;
}

static size_t characters(const struct secret *password)
{
    size_t n = 0;
    for (size_t i = 0; i < password->n; i++)
        n += (password->s[i] & 0xc0) != 0x80;
    return n;
}

enum password_verdict password_check(const struct secret *password, struct str email, struct str name)
{
    if (characters(password) < PASSWORD_MIN)
        return PASSWORD_SHORT;
    if (same(password, email) || same(password, str_slice(email, 0, str_index(email, '@', 0))) ||
        same(password, name))
        return PASSWORD_PERSONAL;
    if (is_one_character(password))
        return PASSWORD_COMMON;
    for (size_t i = 0; i < COUNT_OF(COMMON); i++)
        if (same(password, str_from(COMMON[i])))
            return PASSWORD_COMMON;
    return PASSWORD_GOOD;
}

const char *password_sentence(enum password_verdict verdict)
{
    static const char *const SENTENCES[] = {
        [PASSWORD_GOOD] = "",
        [PASSWORD_SHORT] = TEXT("A password has at least 10 characters."),
        [PASSWORD_PERSONAL] =
            TEXT("This is your e-mail address or name. Choose something that others do not know."),
        [PASSWORD_COMMON] =
            TEXT("This is among the passwords that everybody tries first. Choose another one."),
    };
    return SENTENCES[verdict];
}
