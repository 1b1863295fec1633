#ifndef BASE_ATTR_H
#define BASE_ATTR_H
/* The compiler attributes this code relies on. */

#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))
#define CLEANUP(fn) __attribute__((cleanup(fn)))

/* No exception crosses from C++ into C. */
#ifdef __cplusplus
#define NOEXCEPT noexcept
#else
#define NOEXCEPT
#endif

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#endif
