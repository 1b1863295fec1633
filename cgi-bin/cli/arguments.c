/* Arguments as typed, and secrets from where they may come. Must never print a value that could be a secret.
 */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "cli/cli.h"

struct str option_take(struct arguments *arguments, const char *name)
{
    for (int i = 0; i < arguments->n_options; i++) {
        if (!str_eq(arguments->option[i].name, str_from(name)))
            continue;
        arguments->option[i].used = true;
        return arguments->option[i].value;
    }
    return STR_NONE;
}

bool options_end(const struct arguments *arguments)
{
    for (int i = 0; i < arguments->n_options; i++) {
        if (arguments->option[i].used)
            continue;
        usage("There is no option --%.*s here.", STR_ARG(arguments->option[i].name));
        return false;
    }
    return true;
}

bool pair_split(struct str word, struct str *name, struct str *value)
{
    size_t equals = str_index(word, '=', 0);
    *name = str_slice(word, 0, equals);
    *value = str_slice(word, equals + 1, word.n);
    if (equals > 0 && equals < word.n)
        return true;
    usage("Settings are written KEY=VALUE.");
    return false;
}

static bool descriptor_read(int fd, struct secret *out, bool *fits)
{
    unsigned char more;
    out->n = 0;
    for (;;) {
        bool full = out->n == sizeof out->s;
        ssize_t n = full ? read(fd, &more, 1) : read(fd, out->s + out->n, sizeof out->s - out->n);
        if (n < 0 && errno == EINTR)
            continue;
        *fits = !(full && n > 0);
        if (n <= 0 || !*fits)
            return n >= 0;
        out->n += (size_t)n;
    }
}

bool secret_read(struct str from, const char *what, struct secret *out)
{
    char path[4096];
    bool fits = true, file = from.n > 1 && from.s[0] == '@';
    *out = (struct secret){0};
    if ((!file && !str_eq(from, STR("-"))) || from.n >= sizeof path) {
        usage("A secret comes from a file (%s=@FILE) or from standard input (%s=-), never from the command "
              "line.",
              what, what);
        return false;
    }
    snprintf(path, sizeof path, "%.*s", STR_ARG(str_slice(from, 1, from.n)));
    int fd = file ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
    bool right = fd >= 0 && descriptor_read(fd, out, &fits);
    if (file && fd >= 0)
        close(fd);
    while (out->n && (out->s[out->n - 1] == '\n' || out->s[out->n - 1] == '\r'))
        out->n--;
    if (right && fits && out->n)
        return true;
    secret_wipe(out);
    if (!right)
        refuse("%s cannot be read.", file ? path : "Standard input");
    else
        refuse("%s: %s.", what, fits ? "it is empty" : "it is longer than 448 bytes");
    return false;
}
