#ifndef BASE_BANNED_H
#define BASE_BANNED_H
/* Included in front of every C file by the Makefile: functions with a safer way in base/ do not compile. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#undef sprintf /* a macro where the C library fortifies for clang */
#pragma GCC poison strcpy strcat sprintf strtok atoi gmtime localtime rand

#endif
