/* Mails of the demo's mail server: reads the Maildir, takes the plain text part apart far enough to show it.
 */
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "sandbox/sandbox.h"

#define MAIL_MAX ((size_t)64 * 1024)
#define KEPT_MAX 2000 /* older files are removed */

static struct str line_of(struct str *rest)
{
    struct str line = STR_NONE;
    str_split(rest, '\n', &line);
    return str_ends(line, STR("\r")) ? str_slice(line, 0, line.n - 1) : line;
}

/* The value of a header of the block that ends at an empty line; *rest moves behind that line. */
static struct str header(struct str mail, const char *name)
{
    struct str line, wanted = str_from(name);
    while ((line = line_of(&mail)).n) {
        size_t colon = str_index(line, ':', 0);
        if (str_eq_nocase(str_slice(line, 0, colon), wanted))
            return str_trim(str_slice(line, colon + 1, line.n));
    }
    return STR_NONE;
}

static struct str after_headers(struct str mail)
{
    while (mail.n && line_of(&mail).n)
        ;
    return mail;
}

static struct str quoted_printable(struct arena *arena, struct str text)
{
    struct buf out = buf_new(arena, MAIL_MAX);
    while (text.n) {
        struct str line = line_of(&text);
        bool soft = str_ends(line, STR("="));
        if (soft)
            line = str_slice(line, 0, line.n - 1);
        for (size_t i = 0; i < line.n; i++) {
            bool encoded = line.s[i] == '=' && i + 2 < line.n && hex_digit(line.s[i + 1]) >= 0 &&
                           hex_digit(line.s[i + 2]) >= 0;
            buf_putc(&out,
                     encoded ? (char)(hex_digit(line.s[i + 1]) * 16 + hex_digit(line.s[i + 2])) : line.s[i]);
            i += encoded ? 2 : 0;
        }
        if (!soft)
            buf_putc(&out, '\n');
    }
    return str_trim(buf_str(&out));
}

/* The text/plain part of a multipart mail, or the whole body. */
static struct str plain_part(struct arena *arena, struct str mail)
{
    static const char MARK[] = "boundary=\"";
    struct str type = header(mail, "Content-Type"), body = after_headers(mail);
    const char *at = type.n ? memmem(type.s, type.n, MARK, sizeof MARK - 1) : NULL;
    if (!at)
        return body;
    size_t from = (size_t)(at - type.s) + sizeof MARK - 1;
    struct str boundary =
        str_printf(arena, "--%.*s", STR_ARG(str_slice(type, from, str_index(type, '"', from))));
    while (body.n && !str_starts(line_of(&body), boundary))
        ;
    struct str part = after_headers(body), rest = part;
    while (rest.n) {
        struct str before = rest;
        if (str_starts(line_of(&rest), boundary)) {
            part.n = (size_t)(before.s - part.s);
            break;
        }
    }
    return quoted_printable(arena, part);
}

static struct str read_mail(struct ctx *ctx, const char *path, int64_t *at_us)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st)) {
        if (fd >= 0)
            close(fd);
        return STR_NONE;
    }
    size_t size = st.st_size < (off_t)MAIL_MAX ? (size_t)st.st_size : MAIL_MAX;
    char *text = arena_alloc(ctx->arena, size + 1);
    ssize_t n = read(fd, text, size);
    close(fd);
    *at_us = (int64_t)st.st_mtim.tv_sec * SECOND_US + st.st_mtim.tv_nsec / 1000;
    return (struct str){text, n > 0 ? (size_t)n : 0};
}

static bool read_arrival(struct ctx *ctx, const char *path, struct arrival *out)
{
    struct str mail = read_mail(ctx, path, &out->at_us), to = header(mail, "To");
    if (!to.n)
        return false;
    out->channel = STR("email");
    out->to = recipient_key(ctx->arena, to);
    out->from = header(mail, "From");
    out->text = plain_part(ctx->arena, mail);
    /* Invitations, receipts and alerts are text alone, and full of other numbers. */
    if (memmem(mail.s, mail.n, "\nContent-Type: text/html", 24))
        out->code = code_in(out->text);
    return str_is_utf8(out->text) && str_is_utf8(out->to) && str_is_utf8(out->from);
}

static int ours(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* Names begin with the second of arrival, so that the last in order are the newest. */
int mail_list(struct ctx *ctx, struct arrival *list, int max)
{
    struct dirent **entries = NULL;
    const char *maildir = ctx->app->config.smtp_maildir;
    int n = 0;
    if (!maildir)
        return 0;
    const char *folder = str_z(ctx->arena, str_printf(ctx->arena, "%s/new", maildir));
    int count = scandir(folder, &entries, ours, alphasort);
    for (int i = count - 1; i >= 0; i--) {
        const char *path = str_z(ctx->arena, str_printf(ctx->arena, "%s/%s", folder, entries[i]->d_name));
        if (count - i > KEPT_MAX)
            unlink(path);
        else if (n < max && read_arrival(ctx, path, &list[n]))
            n++;
        free(entries[i]);
    }
    free(entries);
    return n;
}
