#ifndef BASE_TEXT_H
#define BASE_TEXT_H
/*
 * Translations of the sentences that live in C, read from gettext's .mo files. A text without a
 * translation is its own msgid. Read-only after texts_open, hence safe in all threads.
 */
#include "base/arena.h"
#include "base/str.h"

struct texts;

/* Marks a text that is stored before it is looked up, so that `make texts` finds it. */
#define TEXT(msgid) msgid

/*
 * Every LANGUAGE.mo of the folder. A file that is missing or damaged is logged and its language
 * falls back to msgids; dir NULL gives a catalogue without languages. Never NULL.
 */
struct texts *texts_open(struct arena *arena, const char *dir);

/* The translation, terminated, living as long as texts. texts NULL gives the msgid. */
const char *text(const struct texts *texts, struct str language, const char *msgid);

/* The form for n. Languages with one form use it, all others are read as English is: n == 1, or not. */
const char *text_plural(const struct texts *texts, struct str language, const char *msgid,
                        const char *msgid_plural, int64_t n);

#endif
