/* Stands in for libFuzzer in `make unit`: every file of the target's corpus once, as one TAP test. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"

static int replay(const char *dir, const char *name)
{
    static uint8_t bytes[1 << 20];
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *file = fopen(path, "r");
    if (!file)
        return 0;
    size_t n = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    LLVMFuzzerTestOneInput(bytes, n);
    return 1;
}

int main(void)
{
    const char *top = getenv("SANDI_TEST_DATA");
    char dir[2048];
    snprintf(dir, sizeof dir, "%s/tests/fuzz/corpus/" FUZZ_NAME, top ? top : ".");
    DIR *folder = opendir(dir);
    struct dirent *entry;
    int n = 0;
    printf("1..1\n");
    fflush(stdout);
    while (folder && (entry = readdir(folder)))
        if (entry->d_name[0] != '.')
            n += replay(dir, entry->d_name);
    if (folder)
        closedir(folder);
    printf("%s 1 - %d inputs of " FUZZ_NAME "\n", n ? "ok" : "not ok", n);
    return n ? 0 : 1;
}
