#ifndef SHIM_TEMPLATE_H
#define SHIM_TEMPLATE_H
/* ctemplate behind plain C: one cache a language, filled and frozen at start; a dictionary a page. */
#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"

#ifdef __cplusplus
extern "C" {
#endif

struct template_cache;
struct template_dict;

/*
 * Loads every .tpl below root (names relative to it) and freezes the cache. NULL when one does not
 * load (the reason is on stderr).
 */
struct template_cache *template_cache_open(const char *root) NOEXCEPT;
void template_cache_close(struct template_cache *cache) NOEXCEPT;

struct template_dict *template_dict_new(const char *name) NOEXCEPT;
void template_dict_free(struct template_dict *dict) NOEXCEPT; /* with all its sections; NULL is legal */

/* Values are copied. Names are the constants of the generated template header. */
void template_set(struct template_dict *dict, const char *name, const char *value, size_t n) NOEXCEPT;
void template_show(struct template_dict *dict,
                   const char *section) NOEXCEPT; /* shows it once, without values of its own */
struct template_dict *template_section(struct template_dict *dict,
                                       const char *section) NOEXCEPT; /* one more row */
struct template_dict *template_include(struct template_dict *dict, const char *name,
                                       const char *file) NOEXCEPT;

/* Calls write with pieces of the page; false when the template is unknown (nothing usable was written). */
bool template_expand(const struct template_cache *cache, const char *file, const struct template_dict *dict,
                     void (*write)(void *cookie, const char *s, size_t n), void *cookie) NOEXCEPT MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
