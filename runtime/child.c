/* child.c -- another program in its own process group, watched by one poll loop.
 *
 * Its channels are sockets and not pipes, because send() can be told not to raise
 * SIGPIPE when the child stops reading: a library has no business changing the signals
 * of the program. One more channel, that closes on exec, tells whether it started. */
#include "runtime/child.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/cause.h"
#include "base/check.h"
#include "base/vec.h"

#define ERRORS_KEPT 4096
#define READ_AT_ONCE 65536

typedef VEC(char) bytes_t;

struct watch {
    pid_t process;
    int input, output, errors, started;     /* our ends; -1 when closed */
    size_t sent;
    bytes_t out, err;
};

static void close_end(int *end)
{
    if (*end >= 0) close(*end);
    *end = -1;
}

static void limit_resource(int resource, size_t amount)
{
    struct rlimit limit = { (rlim_t)amount, (rlim_t)amount };
    setrlimit((__rlimit_resource_t)resource, &limit);
}

/* In the child, after fork: never returns. Only async-signal-safe calls. */
static _Noreturn void become(const char *const *arguments, int input, int output, int errors, int started,
                             const struct child_limits *limits)
{
    setpgid(0, 0);
    if (dup2(input, 0) < 0 || dup2(output, 1) < 0 || dup2(errors, 2) < 0) _exit(127);
    limit_resource(RLIMIT_CORE, 0);
    limit_resource(RLIMIT_CPU, limits->seconds + 1);
    limit_resource(RLIMIT_AS, limits->memory);
    execvp(arguments[0], (char *const *)(uintptr_t)arguments);
    int reason = errno;
    if (write(started, &reason, sizeof reason) < 0) _exit(126);
    _exit(127);
}

/* [0] is ours, [1] the child's; neither survives an exec. */
static bool open_channel(int ends[2])
{
    return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0;
}

static bool start(struct watch *watch, const char *const *arguments, const struct child_limits *limits, struct fault *why)
{
    int input[2] = { -1, -1 }, output[2] = { -1, -1 }, errors[2] = { -1, -1 }, started[2] = { -1, -1 };
    char room[CAUSE_SIZE];
    bool ok = false;

    if (open_channel(input) && open_channel(output) && open_channel(errors) && open_channel(started)) {
        watch->process = fork();
        if (watch->process == 0) become(arguments, input[1], output[1], errors[1], started[1], limits);
        ok = watch->process > 0;
    }
    if (!ok) fault_set(why, EXIT_IO, "no se pudo iniciar el programa «%s»: %s", arguments[0], cause_of(errno, room));
    close_end(&input[1]);
    close_end(&output[1]);
    close_end(&errors[1]);
    close_end(&started[1]);
    watch->input = input[0];
    watch->output = output[0];
    watch->errors = errors[0];
    watch->started = started[0];
    return ok;
}

/* Waits for exec to succeed (the pipe closes) or to say why not. */
static bool has_started(struct watch *watch, const char *name, struct fault *why)
{
    char room[CAUSE_SIZE];
    int reason = 0;
    ssize_t got;

    do got = read(watch->started, &reason, sizeof reason);
    while (got < 0 && errno == EINTR);
    close_end(&watch->started);
    if (got != (ssize_t)sizeof reason) return true;
    if (reason == ENOENT) return fault_set(why, EXIT_NO_INPUT, "no se encontró el programa «%s»", name);
    return fault_set(why, EXIT_IO, "no se pudo ejecutar el programa «%s»: %s", name, cause_of(reason, room));
}

static long milliseconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void send_some(struct watch *watch, struct text input)
{
    ssize_t sent = send(watch->input, input.at + watch->sent, input.length - watch->sent, MSG_NOSIGNAL | MSG_DONTWAIT);

    if (sent > 0) watch->sent += (size_t)sent;
    bool gone = sent < 0 && errno != EAGAIN && errno != EINTR;
    if (gone || watch->sent == input.length) close_end(&watch->input);
}

/* Reads what there is; closes the end when the child has closed its own. */
static void read_some(int *end, bytes_t *into)
{
    char buffer[READ_AT_ONCE];
    ssize_t got = read(*end, buffer, sizeof buffer);

    for (ssize_t i = 0; i < got; i++) VEC_PUSH(into, buffer[i]);
    if (got == 0 || (got < 0 && errno != EINTR)) close_end(end);
}

/* Serves the channels until both outputs close or a limit is met. */
static enum child_end serve(struct watch *watch, struct text input, const struct child_limits *limits, long deadline)
{
    if (input.length == 0) close_end(&watch->input);
    while (watch->output >= 0 || watch->errors >= 0) {
        struct pollfd ends[3] = { { watch->input, POLLOUT, 0 }, { watch->output, POLLIN, 0 }, { watch->errors, POLLIN, 0 } };
        long left = deadline - milliseconds_now();
        if (left <= 0) return CHILD_TOO_SLOW;
        if (poll(ends, 3, (int)left) < 0 && errno != EINTR) return CHILD_TOO_MUCH;
        if (ends[0].revents) send_some(watch, input);
        if (ends[1].revents) read_some(&watch->output, &watch->out);
        if (ends[2].revents) read_some(&watch->errors, &watch->err);
        if (watch->out.count > limits->output) return CHILD_TOO_MUCH;
        if (watch->err.count > ERRORS_KEPT) watch->err.count = ERRORS_KEPT;
    }
    return CHILD_EXITED;
}

/* Whether the child has ended, waiting for it until the deadline: it may have closed its
 * outputs and gone on. */
static bool has_ended(struct watch *watch, long deadline, int *status)
{
    for (;;) {
        pid_t ended = waitpid(watch->process, status, WNOHANG);
        if (ended == watch->process || (ended < 0 && errno != EINTR)) return true;
        if (milliseconds_now() >= deadline) return false;
        poll(NULL, 0, 1);
    }
}

/* Reaps the child; kills its whole group first when it met a limit. */
static void finish(struct watch *watch, struct child_result *result, long deadline)
{
    int status = 0;

    if (result->end == CHILD_EXITED && !has_ended(watch, deadline, &status)) result->end = CHILD_TOO_SLOW;
    if (result->end != CHILD_EXITED) {
        kill(-watch->process, SIGKILL);
        kill(watch->process, SIGKILL);      /* in case it had not yet made its group */
        while (waitpid(watch->process, &status, 0) < 0 && errno == EINTR) continue;
    }
    result->code = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
    if (result->end == CHILD_EXITED && WIFSIGNALED(status))
        result->end = result->code == SIGXCPU ? CHILD_TOO_SLOW : CHILD_SIGNALLED;
}

bool child_run(const char *const *arguments, struct text input, const struct child_limits *limits,
               struct arena *arena, struct child_result *result, struct fault *why)
{
    struct watch watch = { .input = -1, .output = -1, .errors = -1, .started = -1 };
    long deadline = milliseconds_now() + (long)limits->seconds * 1000;
    bool ok = false;

    *result = (struct child_result){ .end = CHILD_TOO_MUCH };
    if (!start(&watch, arguments, limits, why)) goto done;
    ok = has_started(&watch, arguments[0], why);
    if (ok) result->end = serve(&watch, input, limits, deadline);
    finish(&watch, result, deadline);
    result->output = text_copy(arena, (struct text){ watch.out.items, watch.out.count });
    result->errors = text_copy(arena, (struct text){ watch.err.items, watch.err.count });
done:
    close_end(&watch.input);
    close_end(&watch.output);
    close_end(&watch.errors);
    close_end(&watch.started);
    VEC_FREE(&watch.out);
    VEC_FREE(&watch.err);
    return ok;
}

struct text child_complaint(struct arena *arena, const struct child_result *result)
{
    size_t line = 0;
    while (line < result->errors.length && result->errors.at[line] != '\n') line++;
    struct text said = { result->errors.at, line };
    const char *colon = line ? ": " : "";

    switch (result->end) {
    case CHILD_EXITED:
        return text_format(arena, "terminó con el código %d%s%.*s", result->code, colon, TEXT_ARGS(said));
    case CHILD_SIGNALLED:
        return text_format(arena, "murió con la señal %d%s%.*s", result->code, colon, TEXT_ARGS(said));
    case CHILD_TOO_SLOW:
        return text_format(arena, "no terminó en el tiempo permitido");
    case CHILD_TOO_MUCH:
        return text_format(arena, "produjo más de lo permitido");
    }
    UNREACHABLE();
}
