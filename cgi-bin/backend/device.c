/* Browsers name each other for old sites' sake: the first word of the lists that is found is right. */
#include "backend/device.h"

#include <string.h>

#define LOOKED_AT 400

struct word {
    const char *sign, *name;
};

static const struct word BROWSERS[] = {
    {"Edg", "Edge"},
    {"OPR/", "Opera"},
    {"SamsungBrowser", "Samsung Internet"},
    {"FxiOS", "Firefox"},
    {"Firefox/", "Firefox"},
    {"CriOS", "Chrome"},
    {"Chromium", "Chromium"},
    {"HeadlessChrome", "Chrome"},
    {"Chrome/", "Chrome"},
    {"Safari/", "Safari"},
    {"curl/", "curl"},
};
static const struct word SYSTEMS[] = {
    {"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"},   {"Windows", "Windows"},
    {"CrOS", "ChromeOS"},   {"Mac OS X", "Mac"},  {"Linux", "Linux"},
};

static const char *first_of(const char *text, const struct word *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strstr(text, words[i].sign))
            return words[i].name;
    return NULL;
}

struct str device_words(struct arena *arena, struct str user_agent)
{
    const char *text = str_z(arena, str_slice(user_agent, 0, LOOKED_AT));
    const char *browser = first_of(text, BROWSERS, sizeof BROWSERS / sizeof *BROWSERS);
    const char *system = first_of(text, SYSTEMS, sizeof SYSTEMS / sizeof *SYSTEMS);
    if (browser && system)
        return str_printf(arena, "%s, %s", browser, system);
    return str_from(browser ? browser : system);
}
