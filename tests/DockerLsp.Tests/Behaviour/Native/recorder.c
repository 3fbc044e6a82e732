/*
 * Stands for every external command in the scratch root. It appends one record of its call to the log, and exits with 0, or
 * with 1 where the test chose this call to fail. It does nothing else but what later commands need to get anywhere: it makes
 * the directories of mkdir, answers a few questions, and puts "newer" programs in front of PATH where a command names such a place.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

extern char **environ;

static char *buffer;
static size_t length, capacity;

static void put(const void *data, size_t size)
{
    if (length + size > capacity) {
        capacity = (length + size) * 2;
        buffer = realloc(buffer, capacity);
        if (buffer == NULL) {
            _exit(125);
        }
    }
    memcpy(buffer + length, data, size);
    length += size;
}

static void put_string(const char *text)
{
    uint32_t size = (uint32_t)strlen(text);
    put(&size, sizeof size);
    put(text, size);
}

static void put_number(uint32_t number) { put(&number, sizeof number); }

static int same_file(const struct stat *a, const char *path)
{
    struct stat b;
    return stat(path, &b) == 0 && a->st_dev == b.st_dev && a->st_ino == b.st_ino;
}

static void describe_output(int fd, char *result, size_t size)
{
    struct stat status;
    if (fstat(fd, &status) != 0) {
        snprintf(result, size, "closed");
    } else if (same_file(&status, "/.h/log")) {
        snprintf(result, size, "out");
    } else if (same_file(&status, "/.h/err")) {
        snprintf(result, size, "err");
    } else if (S_ISFIFO(status.st_mode)) {
        snprintf(result, size, "pipe");
    } else if (S_ISREG(status.st_mode)) {
        char link[64], target[1024];
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        ssize_t count = readlink(link, target, sizeof target - 1);
        target[count < 0 ? 0 : count] = 0;
        snprintf(result, size, "file %s", target);
    } else {
        snprintf(result, size, "null");
    }
}

/* FNV-1a: two inputs that a test tells apart differ in it. */
static uint64_t hash_of(int fd, int keep_offset)
{
    enum { LIMIT = 1 << 20 };
    static char chunk[4096];
    uint64_t hash = 14695981039346656037ull;
    off_t offset = keep_offset ? lseek(fd, 0, SEEK_CUR) : 0;
    size_t total = 0;
    for (;;) {
        ssize_t count = keep_offset ? pread(fd, chunk, sizeof chunk, offset) : read(fd, chunk, sizeof chunk);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0 || total > LIMIT) {
            return hash;
        }
        for (ssize_t i = 0; i < count; i++) {
            hash = (hash ^ (unsigned char)chunk[i]) * 1099511628211ull;
        }
        offset += count;
        total += (size_t)count;
    }
}

/*
 * A pipe is read to its end before anything is logged: what writes into it has logged by then, so that the order of records
 * does not depend on the scheduler.
 */
static void describe_input(char *result, size_t size)
{
    struct stat status;
    if (fstat(0, &status) != 0) {
        snprintf(result, size, "closed");
    } else if (same_file(&status, "/.h/empty")) {
        snprintf(result, size, "none");
    } else if (S_ISFIFO(status.st_mode)) {
        snprintf(result, size, "data %016llx", (unsigned long long)hash_of(0, 0));
    } else if (S_ISREG(status.st_mode)) {
        /* Not consumed: a loop that reads the same file goes on. */
        snprintf(result, size, "data %016llx", (unsigned long long)hash_of(0, 1));
    } else {
        snprintf(result, size, "null");
    }
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

/* Whether this call is one of those that are to fail: a line of /.h/fail is "ordinal hash-of-arguments". */
static int is_to_fail(int argc, char **argv, int is_job)
{
    FILE *file = fopen("/.h/fail", "r");
    if (file == NULL) {
        return 0;
    }
    uint64_t hash = 14695981039346656037ull;
    for (int i = 0; i < argc; i++) {
        for (const char *c = argv[i]; ; c++) {
            hash = (hash ^ (unsigned char)*c) * 1099511628211ull;
            if (*c == 0) {
                break;
            }
        }
    }
    if (is_job) {
        /* Jobs in the background are counted apart: which of two equal calls comes first is not known. */
        hash = (hash ^ 1) * 1099511628211ull;
    }
    int wanted[64], count = 0, matches = 0;
    unsigned long long given;
    int ordinal;
    while (fscanf(file, "%d %llx", &ordinal, &given) == 2) {
        if (given == hash && count < 64) {
            wanted[count++] = ordinal;
        }
    }
    fclose(file);
    if (count == 0) {
        return 0;
    }
    /* The size of this file is the number of earlier calls with these arguments. */
    char path[64];
    snprintf(path, sizeof path, "/.h/counts/%016llx", (unsigned long long)hash);
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND, 0666);
    if (fd < 0) {
        return 0;
    }
    if (write(fd, "x", 1) == 1) {
        off_t now = lseek(fd, 0, SEEK_CUR);
        for (int i = 0; i < count; i++) {
            /* -1 stands for all of them. */
            matches |= wanted[i] == -1 || wanted[i] == (int)now - 1;
        }
    }
    close(fd);
    return matches;
}

static void make_directories(char *path)
{
    for (char *c = path + 1; *c != 0; c++) {
        if (*c == '/') {
            *c = 0;
            mkdir(path, 0777);
            *c = '/';
        }
    }
    mkdir(path, 0777);
}

static void place_program(const char *path)
{
    struct stat status;
    if (lstat(path, &status) != 0) {
        if (symlink("/.h/rec", path) != 0) {
            return;
        }
    }
}

/* What a command that installs, copies or links to a folder of PATH leaves behind: another program of that name. */
static void place_programs(const char *name, int argc, char **argv)
{
    static const char *const folders[] = { "/usr/local/bin/", "/usr/local/sbin/", "/usr/bin/", "/usr/sbin/" };
    static const char *const writers[] = { "ln", "cp", "mv", "install", "curl", "wget", "tee", "update-alternatives", "tar", "unzip" };
    int writes = 0;
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++) {
        writes |= strcmp(name, writers[i]) == 0;
    }
    for (int i = 1; i < argc; i++) {
        for (size_t f = 0; writes && f < sizeof folders / sizeof *folders; f++) {
            size_t size = strlen(folders[f]);
            const char *at = strncmp(argv[i], "-o", 2) == 0 ? argv[i] + 2 : argv[i];
            if (strncmp(at, folders[f], size) == 0 && at[size] != 0 && strchr(at + size, '/') == NULL) {
                place_program(at);
            }
        }
        /* pip and npm replace themselves. */
        if ((strncmp(name, "pip", 3) == 0 && (strcmp(argv[i], "pip") == 0 || strncmp(argv[i], "pip=", 4) == 0 || strncmp(argv[i], "pip>", 4) == 0))
            || (strcmp(name, "npm") == 0 && (strcmp(argv[i], "npm") == 0 || strncmp(argv[i], "npm@", 4) == 0))) {
            char path[256];
            snprintf(path, sizeof path, "/usr/local/bin/%s", name);
            place_program(path);
        }
    }
}

static void act(const char *name, int argc, char **argv)
{
    if (strcmp(name, "mkdir") == 0) {
        for (int i = 1; i < argc; i++) {
            if (strcmp(argv[i], "-m") == 0) {
                i++;
            } else if (argv[i][0] != '-') {
                make_directories(argv[i]);
            }
        }
    } else if (strcmp(name, "touch") == 0) {
        for (int i = 1; i < argc; i++) {
            if (argv[i][0] != '-') {
                int fd = open(argv[i], O_WRONLY | O_CREAT | O_APPEND, 0666);
                if (fd >= 0) {
                    close(fd);
                }
            }
        }
    } else {
        place_programs(name, argc, argv);
    }
}

static void answer(const char *name, int argc, char **argv)
{
    const char *argument = argc > 1 ? argv[1] : "";
    const char *text = NULL;
    if (strcmp(name, "dpkg") == 0 && strncmp(argument, "--print", 7) == 0) {
        text = "amd64";
    } else if (strcmp(name, "uname") == 0) {
        text = strcmp(argument, "-m") == 0 || strcmp(argument, "-i") == 0 ? "x86_64" : strcmp(argument, "-r") == 0 ? "6.1" : "Linux";
    } else if (strcmp(name, "arch") == 0) {
        text = "x86_64";
    } else if (strcmp(name, "apk") == 0 && strcmp(argument, "--print-arch") == 0) {
        text = "x86_64";
    } else if (strcmp(name, "nproc") == 0) {
        text = "2";
    } else if (strcmp(name, "id") == 0) {
        text = "0";
    } else if (strcmp(name, "mktemp") == 0) {
        mkdir("/tmp/tmp.made", 0777);
        text = "/tmp/tmp.made";
    }
    /* apt prints what apt-get prints: a fix may put one for the other. */
    name = strcmp(name, "apt") == 0 ? "apt-get" : name;
    char line[512];
    int size = text == NULL ? snprintf(line, sizeof line, "%.200s-out\n", name) : snprintf(line, sizeof line, "%s\n", text);
    if (write(1, line, (size_t)size) != size) {
        return;
    }
}

/* The variables that are not as the step began with them, and those that are gone. The driver left the first ones in a file. */
static void put_environment(void)
{
    static char start[1 << 18];
    int fd = open("/.h/env", O_RDONLY);
    ssize_t size = fd < 0 ? 0 : read(fd, start, sizeof start - 1);
    close(fd);
    size = size < 0 ? 0 : size;
    start[size] = 0;
    size_t count_at = length;
    uint32_t count = 0;
    put_number(0);
    for (char **variable = environ; *variable != NULL; variable++) {
        int known = 0;
        for (const char *at = start; !known && at < start + size; at += strlen(at) + 1) {
            known = strcmp(at, *variable) == 0;
        }
        if (!known) {
            put_string(*variable);
            count++;
        }
    }
    for (char *at = start; at < start + size; at += strlen(at) + 1) {
        const char *equals = strchr(at, '=');
        char name[512];
        if (equals != NULL && (size_t)snprintf(name, sizeof name, "%.*s", (int)(equals - at), at) < sizeof name && getenv(name) == NULL) {
            size_t end = strlen(name);
            name[end] = ' ';
            name[end + 1 < sizeof name ? end + 1 : end] = 0;
            put_string(name);
            count++;
        }
    }
    memcpy(buffer + count_at, &count, sizeof count);
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN);
    const char *called = (const char *)getauxval(AT_EXECFN);
    const char *name = base_name(argc > 0 ? argv[0] : "");
    char text[1200];
    put("\001REC", 4);
    put("R", 1);
    size_t size_at = length;
    put_number(0);
    put_string(called == NULL ? "" : called);
    put_string(getcwd(text, sizeof text) == NULL ? "?" : text);
    describe_input(text, sizeof text);
    int is_job = strcmp(text, "null") == 0;
    put_string(text);
    describe_output(1, text, sizeof text);
    int out_is_log = strcmp(text, "out") == 0;
    put_string(text);
    describe_output(2, text, sizeof text);
    put_string(text);

    /* What else a shell hands down: umask, limits, ignored signals, open files. */
    mode_t mask = umask(0);
    umask(mask);
    struct rlimit files, size, core;
    getrlimit(RLIMIT_NOFILE, &files);
    getrlimit(RLIMIT_FSIZE, &size);
    getrlimit(RLIMIT_CORE, &core);
    int used = snprintf(text, sizeof text, "umask %03o nofile %lld fsize %lld core %lld", (unsigned)mask, (long long)files.rlim_cur,
        (long long)size.rlim_cur, (long long)core.rlim_cur);
    /* BusyBox ash ignores SIGQUIT in some commands and not in others. */
    for (int number = 1; number <= 15; number++) {
        struct sigaction action;
        if (number != SIGKILL && number != SIGPIPE && number != SIGQUIT && sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN) {
            used += snprintf(text + used, sizeof text - (size_t)used, " ignores %d", number);
        }
    }
    for (int fd = 3; fd <= 9; fd++) {
        if (fcntl(fd, F_GETFD) != -1) {
            used += snprintf(text + used, sizeof text - (size_t)used, " open %d", fd);
        }
    }
    put_string(text);
    /* So that each complaint of the shell can be told where it was. */
    struct stat complaints;
    put_number(stat("/.h/err", &complaints) == 0 ? (uint32_t)complaints.st_size : 0);
    int fails = is_to_fail(argc, argv, is_job);
    put_string(fails ? "1" : "0");
    put_number((uint32_t)argc);
    for (int i = 0; i < argc; i++) {
        put_string(argv[i]);
    }
    put_environment();
    uint32_t body = (uint32_t)(length - size_at - sizeof body);
    memcpy(buffer + size_at, &body, sizeof body);
    int log = open("/.h/log", O_WRONLY | O_APPEND);
    struct stat written;
    if (log >= 0 && fstat(log, &written) == 0 && written.st_size > 384 << 10) {
        /* A loop without end: the driver sees by the size of the log that the step ran into the limit. */
        kill(-1, SIGKILL);
    }
    if (log < 0 || write(log, buffer, length) != (ssize_t)length) {
        return 125;
    }
    close(log);
    if (!fails) {
        act(name, argc, argv);
    }
    if (!out_is_log && access("/.h/silent", F_OK) != 0) {
        answer(name, argc, argv);
    }
    return fails ? 1 : 0;
}
