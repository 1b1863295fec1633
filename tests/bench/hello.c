/*
 * The ceiling: a FastCGI program that answers every request with the same small JSON, or with the bytes of a
 * file, with as many threads as the API has. What Sandi adds to this is what Sandi costs.
 */
#include <fcgiapp.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define THREADS_MAX 256

static const char ANSWER[] =
    "Status: 201\r\nContent-Type: application/json\r\n\r\n"
    "{\"id\":\"00000000-0000-7000-8000-000000000000\",\"status\":\"pending\","
    "\"to\":\"+6281200001234\",\"channel\":\"whatsapp\",\"country\":\"ID\",\"digits\":6,"
    "\"attempts_left\":5,\"price\":\"5\",\"expires_at\":\"2026-01-01T00:05:00Z\","
    "\"created_at\":\"2026-01-01T00:00:00Z\",\"reference\":null}";

static const char HEAD[] = "Status: 200\r\nContent-Type: text/html; charset=utf-8\r\n\r\n";
static char file[4 << 20];
static const char *answer = ANSWER;
static size_t answer_size = sizeof ANSWER - 1;

static bool take_file(const char *path)
{
    FILE *in = fopen(path, "r");
    if (!in)
        return false;
    memcpy(file, HEAD, sizeof HEAD - 1);
    answer_size = sizeof HEAD - 1 + fread(file + sizeof HEAD - 1, 1, sizeof file - sizeof HEAD, in);
    answer = file;
    fclose(in);
    return true;
}

static void *serve(void *cookie)
{
    int fd = *(const int *)cookie;
    FCGX_Request request;
    char body[4096];
    if (FCGX_InitRequest(&request, fd, 0) != 0)
        return NULL;
    while (FCGX_Accept_r(&request) == 0) {
        while (FCGX_GetStr(body, sizeof body, request.in) > 0)
            ;
        FCGX_PutStr(answer, (int)answer_size, request.out);
        FCGX_Finish_r(&request);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    long threads = argc == 3 || argc == 4 ? strtol(argv[2], NULL, 10) : 0;
    if (threads < 1 || threads > THREADS_MAX || strlen(argv[1]) >= sizeof address.sun_path) {
        fputs("usage: hello SOCKET THREADS [FILE]\n", stderr);
        return 2;
    }
    if (argc == 4 && !take_file(argv[3])) {
        perror(argv[3]);
        return 1;
    }
    memcpy(address.sun_path, argv[1], strlen(argv[1]) + 1);
    unlink(argv[1]);
    umask(0);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) != 0 || listen(fd, 511) != 0) {
        perror(argv[1]);
        return 1;
    }
    FCGX_Init();
    pthread_t thread[THREADS_MAX];
    for (long i = 0; i < threads; i++)
        if (pthread_create(&thread[i], NULL, serve, &fd) != 0)
            return 1;
    pthread_join(thread[0], NULL);
    return 0;
}
