/* What libcurl alone can do: POSTs of a message's size to a sink, CONCURRENT at once, for SECONDS. Prints
 * requests a second.   multi URL CONCURRENT SECONDS */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static char body[420];

struct slot {
    CURL *easy;
    size_t given;
};

static size_t read_body(char *out, size_t size, size_t n, void *cookie)
{
    struct slot *slot = cookie;
    size_t room = size * n, left = sizeof body - slot->given, take = left < room ? left : room;
    memcpy(out, body + slot->given, take);
    slot->given += take;
    return take;
}

static size_t ignore(char *data, size_t size, size_t n, void *cookie)
{
    (void)data, (void)cookie;
    return size * n;
}

static double now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static void open_slot(struct slot *slot, const char *url, struct curl_slist *headers)
{
    slot->easy = curl_easy_init();
    curl_easy_setopt(slot->easy, CURLOPT_URL, url);
    curl_easy_setopt(slot->easy, CURLOPT_PROXY, "");
    curl_easy_setopt(slot->easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(slot->easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(slot->easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(slot->easy, CURLOPT_POST, 1L);
    curl_easy_setopt(slot->easy, CURLOPT_POSTFIELDSIZE, (long)sizeof body);
    curl_easy_setopt(slot->easy, CURLOPT_READFUNCTION, read_body);
    curl_easy_setopt(slot->easy, CURLOPT_READDATA, slot);
    curl_easy_setopt(slot->easy, CURLOPT_WRITEFUNCTION, ignore);
    curl_easy_setopt(slot->easy, CURLOPT_PRIVATE, slot);
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    int concurrent = (int)strtol(argv[2], NULL, 10), running, left;
    double begin = now(), end = begin + strtod(argv[3], NULL);
    long done = 0, failed = 0;
    memset(body, 'x', sizeof body);
    struct curl_slist *headers = curl_slist_append(NULL, "Expect:");
    struct slot *slots = calloc((size_t)concurrent, sizeof *slots);
    CURLM *multi = curl_multi_init();
    for (int i = 0; i < concurrent; i++) {
        open_slot(&slots[i], argv[1], headers);
        curl_multi_add_handle(multi, slots[i].easy);
    }
    while (now() < end) {
        CURLMsg *message;
        curl_multi_perform(multi, &running);
        while ((message = curl_multi_info_read(multi, &left))) {
            struct slot *slot;
            long status = 0;
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &slot);
            curl_easy_getinfo(message->easy_handle, CURLINFO_RESPONSE_CODE, &status);
            failed += status != 200;
            done++;
            slot->given = 0;
            curl_multi_remove_handle(multi, slot->easy);
            curl_multi_add_handle(multi, slot->easy);
        }
        curl_multi_poll(multi, NULL, 0, 100, NULL);
    }
    if (failed)
        fprintf(stderr, "multi: %ld of %ld were not 200\n", failed, done);
    printf("%.0f\n", (double)done / (now() - begin));
    return failed > 0;
}
