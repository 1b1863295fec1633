/* Texts: filled in, counted as operators count, refused where they mislead, never more than one SMS. */
#include "unit.h"

#include "channels/text_check.h"

static const struct text_values VALUES = {
    .code = {"012345", 6}, .lifetime = 300, .organisation = {"Kurir Cepat", 11}, .locale = {"en", 2}};

static struct str times(struct arena *arena, const char *piece, int n)
{
    struct buf out = buf_new(arena, 100000);
    for (int i = 0; i < n; i++)
        buf_put(&out, str_from(piece));
    return buf_str(&out);
}

static struct str expand(void **state, const char *text, int lifetime)
{
    struct text_values values = VALUES;
    values.lifetime = lifetime;
    return text_expand(*state, str_from(text), &values, NULL);
}

static void test_expand(void **state)
{
    assert_str(expand(state, "{organisation}: {code}, {minutes} min", 300), "Kurir Cepat: 012345, 5 min");
    assert_str(expand(state, "valid {minutes} minutes.", 60), "valid 1 minute.");
    assert_str(expand(state, "valid {minutes} minutes.", 89), "valid 1 minute.");
    assert_str(expand(state, "valid {minutes} minutes.", 90), "valid 2 minutes.");
    assert_str(expand(state, "valid {minutes} minutes.", -3), "valid 1 minute.");
    assert_str(expand(state, "{minutes} menit", 60), "1 menit");
    assert_str(expand(state, "{code", 60), "{code");
    assert_str(expand(state, "{Code}{}{{minutes}", 120), "{Code}{}{2");
    struct text_values values = VALUES;
    values.organisation = STR("A\r\nBcc: {code}");
    size_t at;
    struct str text = text_expand(*state, STR("{organisation} é {code}."), &values, &at);
    assert_str(text, "A  Bcc: {code} é 012345."); /* a value's own braces are no place */
    assert_int_equal(at, 18);
    text_expand(*state, STR("none"), &values, &at);
    assert_true(at == SIZE_MAX);
}

static void test_count(void **state)
{
    static const struct {
        const char *piece;
        int n;
        bool gsm7;
        int units, room, segments;
    } CASES[] = {
        {"a", 0, true, 0, 160, 1},    {"a", 160, true, 160, 0, 1},   {"a", 161, true, 161, 145, 2},
        {"a", 306, true, 306, 0, 2},  {"a", 307, true, 307, 152, 3}, {"€", 80, true, 160, 0, 1},
        {"€", 81, true, 162, 143, 2}, /* 153 is odd: the 77th pair moves to the next part */
        {"д", 70, false, 70, 0, 1},   {"д", 71, false, 71, 63, 2},   {"😀", 35, false, 70, 0, 1},
        {"😀", 36, false, 72, 61, 2},  {"`", 70, false, 70, 0, 1},
    };
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct segments count = segment_count(times(*state, CASES[i].piece, CASES[i].n));
        if (count.units != CASES[i].units || count.room != CASES[i].room)
            print_message("# %d of \"%s\": %d units, %d free, %d parts\n", CASES[i].n, CASES[i].piece,
                          count.units, count.room, count.segments);
        assert_int_equal(count.gsm7, CASES[i].gsm7);
        assert_int_equal(count.units, CASES[i].units);
        assert_int_equal(count.room, CASES[i].room);
        assert_int_equal(count.segments, CASES[i].segments);
    }
    assert_str(segment_count(STR("Kode “1”")).odd, "“");
    assert_int_equal(segment_count(STR("\xff")).segments, 0);
    assert_int_equal(gsm7_length(STR("a€[")), 5);
    assert_int_equal(gsm7_length(STR("`")), -1);
    assert_int_equal(gsm7_length(STR("ç")), -1);
    assert_int_equal(gsm7_length(STR("\xff")), -1);
}

/* The whole basic table and its extension, as 3GPP TS 23.038 prints them. */
static void test_alphabet(void **state)
{
    (void)state;
    static const char *const BASIC[] = {"@", "£", "$",  "¥", "è", "é", "ù", "ì", "ò", "Ç", "\n",
                                        "Ø", "ø", "\r", "Å", "å", "Δ", "_", "Φ", "Γ", "Λ", "Ω",
                                        "Π", "Ψ", "Σ",  "Θ", "Ξ", "Æ", "æ", "ß", "É", "¤", "¡",
                                        "Ä", "Ö", "Ñ",  "Ü", "§", "¿", "ä", "ö", "ñ", "ü", "à"};
    static const char *const EXTENDED[] = {"^", "{", "}", "\\", "[", "~", "]", "|", "€"};
    for (size_t i = 0; i < COUNT_OF(BASIC); i++)
        assert_int_equal(gsm7_length(str_from(BASIC[i])), 1);
    for (size_t i = 0; i < COUNT_OF(EXTENDED); i++)
        assert_int_equal(gsm7_length(str_from(EXTENDED[i])), 2);
}

static struct text_verdict check_body(void **state, const char *body)
{
    struct message_text text = {.body = str_from(body)};
    struct text_values longest = text_longest(STR("Kurir Cepat"), STR("en"), STR("https://otp.example.com/"));
    return text_check(*state, CHANNEL_SMS, &text, &longest);
}

static void test_bodies(void **state)
{
    static const struct {
        const char *body;
        enum text_fault fault;
    } CASES[] = {
        {"{code}", TEXT_GOOD},
        {"{organisation}: {code}, {minutes} min\nbye", TEXT_GOOD},
        {"", TEXT_EMPTY},
        {"Your code", TEXT_CODE_MISSING},
        {"{code} {code}", TEXT_CODE_TWICE},
        {"{code} {name}", TEXT_PLACE},
        {"{code} { minutes }", TEXT_PLACE},
        {"{code} {", TEXT_BRACE},
        {"{code} }", TEXT_BRACE},
        {"{code} {min\nutes}", TEXT_BRACE},
        {"{{code}}", TEXT_BRACE},
        {"{code}\t", TEXT_UNSEEN},
        {"{code}\x1b[1m", TEXT_UNSEEN},
        {"{code}\x7f", TEXT_UNSEEN},
        {"{code}\xc2\x85", TEXT_UNSEEN},
        {"{code}\xe2\x80\xae", TEXT_UNSEEN},
        {"{code}\xe2\x80\x8f", TEXT_UNSEEN},
        {"{code}\xe2\x80\x8b.", TEXT_UNSEEN},
        {"{code}\xd8\x9c", TEXT_UNSEEN},
        {"{code}\xc2\xad.", TEXT_UNSEEN},
        {"{code}\xf3\xa0\x81\x81", TEXT_UNSEEN},
        {"{code} \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x94\xa7\xef\xb8\x8f", TEXT_GOOD},
        {"{code}\xe2\x80\xa8", TEXT_UNSEEN},
        {"{code}\xff", TEXT_UNSEEN},
        {"{code} \xc2\xa9 \xe2\x82\xac \xf0\x9f\x98\x80", TEXT_GOOD},
    };
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct text_verdict verdict = check_body(state, CASES[i].body);
        if (verdict.body != CASES[i].fault)
            print_message("# \"%s\": %d\n", CASES[i].body, (int)verdict.body);
        assert_int_equal(verdict.body, CASES[i].fault);
        assert_int_equal(text_is_good(&verdict), CASES[i].fault == TEXT_GOOD);
    }
    assert_str(check_body(state, "{code} {name}").which, "{name}");
}

/* The code is counted twice with the last line: "\n\n@otp.example.com #" are 20, the codes 10 each. */
static void test_one_segment(void **state)
{
    struct str fits = str_printf(*state, "%.*s{code}", STR_ARG(times(*state, "a", 120)));
    struct str over = str_printf(*state, "%.*s{code}", STR_ARG(times(*state, "a", 121)));
    struct text_verdict verdict = check_body(state, str_z(*state, fits));
    assert_int_equal(verdict.body, TEXT_GOOD);
    assert_int_equal(verdict.count.units, 160);
    verdict = check_body(state, str_z(*state, over));
    assert_int_equal(verdict.body, TEXT_SEGMENTS);
    assert_int_equal(verdict.count.segments, 2);
    struct message_text text = {.body = over, .ending = ENDING_NONE};
    struct text_values longest = text_longest(STR("Kurir Cepat"), STR("en"), STR("https://otp.example.com/"));
    assert_int_equal(text_check(*state, CHANNEL_SMS, &text, &longest).body, TEXT_GOOD);
    text = (struct message_text){
        .body = STR("{organisation} {code}"), .ending = ENDING_APP, .app_hash = STR("FA+9qCX9VSu")};
    verdict = text_check(*state, CHANNEL_SMS, &text, &longest);
    assert_true(text_is_good(&verdict));
    text.app_hash = STR("FA+9qCX9VS");
    assert_int_equal(text_check(*state, CHANNEL_SMS, &text, &longest).app_hash, TEXT_APP_HASH);
    text.app_hash = STR("FA+9qCX9VSu");
    text.body = fits;
    assert_int_equal(text_check(*state, CHANNEL_SMS, &text, &longest).body, TEXT_APP_BYTES);
}

static void test_mail(void **state)
{
    struct text_values longest = text_longest(STR("Kurir Cepat"), STR("en"), STR(""));
    static const struct {
        const char *subject;
        enum text_fault fault;
    } CASES[] = {{"Hello {organisation}", TEXT_GOOD}, {"", TEXT_EMPTY},         {"a\r\nBcc: b", TEXT_UNSEEN},
                 {"{code}", TEXT_CODE_SUBJECT},       {"{nobody}", TEXT_PLACE}, {"a\nb", TEXT_UNSEEN}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct message_text text = {.subject = str_from(CASES[i].subject), .body = STR("{code}")};
        assert_int_equal(text_check(*state, CHANNEL_EMAIL, &text, &longest).subject, CASES[i].fault);
    }
    struct message_text text = {.subject = times(*state, "é", 101), .body = times(*state, "{code}", 1)};
    assert_int_equal(text_check(*state, CHANNEL_EMAIL, &text, &longest).subject, TEXT_SUBJECT_LONG);
    /* Both too long: each is told its own limit. */
    text.body = str_printf(*state, "{code}%.*s", STR_ARG(times(*state, "é", 995)));
    assert_int_equal(text_check(*state, CHANNEL_EMAIL, &text, &longest).body, TEXT_LONG);
    assert_int_equal(text_check(*state, CHANNEL_EMAIL, &text, &longest).subject, TEXT_SUBJECT_LONG);

    text = (struct message_text){
        .subject = STR("{organisation}"), .body = STR("Hi\n\n{code}"), .subject_code = true};
    struct mail_words words = mail_finish(*state, &text, &VALUES);
    assert_str(words.title, "Kurir Cepat");
    assert_str(words.subject, "Kurir Cepat: 012345");
    assert_str(words.body, "Hi\n\n012345");
    assert_int_equal(words.code_at, 4);
    words = mail_finish(*state, &(struct message_text){0}, &VALUES);
    assert_str(words.subject, "Your verification code");
}

static void test_finish(void **state)
{
    static const char *const LOCALES[] = {"en", "id", "", "de", "indigo"};
    struct text_values values = VALUES;
    values.code = STR("0123456789");
    values.public_url = STR("https://otp.example.com");
    for (size_t i = 0; i < COUNT_OF(LOCALES); i++) {
        values.locale = str_from(LOCALES[i]);
        struct str text = sms_finish(*state, NULL, &values);
        assert_in_range(gsm7_length(text), 1, GSM7_SEGMENT);
        assert_true(str_ends(text, STR("\n@otp.example.com #0123456789")));
    }
    values.locale = STR("id-ID");
    assert_true(str_starts(sms_finish(*state, NULL, &values), STR("0123456789 adalah kode")));
    values.public_url = STR("https://h:8443");
    assert_true(str_ends(sms_finish(*state, NULL, &values), STR("menit.")));
    values.public_url = STR("http://otp.example.com");
    assert_true(str_ends(sms_finish(*state, NULL, &values), STR("menit.")));
}

/* A renamed organisation must not make its messages dearer, nor lose them. */
static void test_finish_own(void **state)
{
    struct text_values values = VALUES;
    values.public_url = STR("https://otp.example.com");
    struct message_text own = {.body = STR("{organisation}: {code}")};
    assert_str(sms_finish(*state, &own, &values), "Kurir Cepat: 012345\n\n@otp.example.com #012345");
    values.organisation = times(*state, "a", 140);
    struct str text = sms_finish(*state, &own, &values);
    assert_int_equal(text.n, 148); /* without the last line */
    values.organisation = times(*state, "a", 160);
    assert_true(str_starts(sms_finish(*state, &own, &values), STR("012345 is your verification code.")));
    own =
        (struct message_text){.body = STR("{code} ж"), .ending = ENDING_APP, .app_hash = STR("FA+9qCX9VSu")};
    assert_str(sms_finish(*state, &own, &values), "012345 ж\n\nFA+9qCX9VSu");
    own.ending = ENDING_NONE;
    assert_str(sms_finish(*state, &own, &values), "012345 ж");
}

static void test_normal(void **state)
{
    assert_str(text_normal(*state, STR(" a\r\nb\rc\n\n ")), "a\nb\nc");
    assert_str(text_normal(*state, STR("\r\n")), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_expand), TEST(test_count),       TEST(test_alphabet),
        TEST(test_bodies), TEST(test_one_segment), TEST(test_mail),
        TEST(test_finish), TEST(test_finish_own),  TEST(test_normal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
