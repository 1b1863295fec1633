/*
 * The ceiling: a FastCGI program that answers every request with the same small JSON, with as many
 * threads as the API has. What Sandi adds to this is what Sandi costs.
 */
#include <fcgiapp.h>
#include <pthread.h>
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
        FCGX_PutStr(ANSWER, (int)sizeof ANSWER - 1, request.out);
        FCGX_Finish_r(&request);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    long threads = argc == 3 ? strtol(argv[2], NULL, 10) : 0;
    if (threads < 1 || threads > THREADS_MAX || strlen(argv[1]) >= sizeof address.sun_path) {
        fputs("usage: hello SOCKET THREADS\n", stderr);
        return 2;
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
