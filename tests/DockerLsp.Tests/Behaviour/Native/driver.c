/*
 * Runs the steps of builds in a scratch root that holds nothing but shells and recorders: `driver ROOT UID` reads one request
 * after another from standard input and answers each with its log and the files that it left, which may be given back later. It needs root: it enters ROOT with chroot, in namespaces of its own where
 * the machine allows them, and runs every step as UID, who owns nothing outside.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

/* The recorder ends a step that has logged more than 384 KiB: a loop without end is cut after a number of calls, not of seconds. */
enum { UNAVAILABLE = 77, MAX_LOG = 1 << 20, RECORDED = 384 << 10, MAX_ERR = 64 << 10, MAX_STATE = 4 << 20 };

static uid_t job_user;
static volatile sig_atomic_t is_late;

static void on_alarm(int signal)
{
    (void)signal;
    is_late = 1;
}

static void give_up(const char *what)
{
    fprintf(stderr, "%s: %s\n", what, strerror(errno));
    exit(UNAVAILABLE);
}

static int read_all(void *data, size_t size)
{
    char *at = data;
    while (size > 0) {
        ssize_t count = read(0, at, size);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            return 0;
        }
        at += count;
        size -= (size_t)count;
    }
    return 1;
}

static void write_all(const void *data, size_t size)
{
    const char *at = data;
    while (size > 0) {
        ssize_t count = write(1, at, size);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            exit(1);
        }
        at += count;
        size -= (size_t)count;
    }
}

static char **read_message(uint32_t *count, uint32_t **sizes)
{
    if (!read_all(count, sizeof *count)) {
        exit(0);
    }
    char **words = calloc(*count + 1, sizeof *words);
    *sizes = calloc(*count + 1, sizeof **sizes);
    for (uint32_t i = 0; i < *count; i++) {
        uint32_t size;
        if (!read_all(&size, sizeof size) || (words[i] = malloc(size + 1)) == NULL || !read_all(words[i], size)) {
            exit(0);
        }
        words[i][size] = 0;
        (*sizes)[i] = size;
    }
    return words;
}

/* Removes what earlier builds made: all that belongs to the job's user. Folders of root that it cannot write are not entered. */
static void sweep(const char *path, int all)
{
    DIR *folder = opendir(path);
    if (folder == NULL) {
        return;
    }
    struct dirent *entry;
    while ((entry = readdir(folder)) != NULL) {
        char child[4200];
        struct stat status;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0
            || (size_t)snprintf(child, sizeof child, "%s/%s", strcmp(path, "/") == 0 ? "" : path, entry->d_name) >= sizeof child
            || lstat(child, &status) != 0) {
            continue;
        }
        int mine = all || status.st_uid == job_user;
        if (S_ISDIR(status.st_mode)) {
            if (mine || (status.st_mode & S_IWOTH)) {
                sweep(child, mine);
            }
            if (mine) {
                rmdir(child);
            }
        } else if (mine) {
            unlink(child);
        }
    }
    closedir(folder);
}

static void append_log(int log, char kind, const char *path, mode_t mode, uint64_t hash)
{
    char record[4400];
    uint32_t size = (uint32_t)snprintf(record + 9, sizeof record - 9, "%o %016llx %s", (unsigned)mode, (unsigned long long)hash, path);
    memcpy(record, "\001REC", 4);
    record[4] = kind;
    memcpy(record + 5, &size, sizeof size);
    if (write(log, record, size + 9) < 0) {
        is_late = 1;
    }
}

/* All that belongs to the job's user, in an order that depends on the names only: what one step hands to the next. */
static char *state;
static size_t state_size, state_room;

static void put_state(const void *data, size_t size)
{
    if (state_size + size > state_room) {
        state_room = (state_size + size) * 2;
        state = realloc(state, state_room);
        if (state == NULL) {
            exit(1);
        }
    }
    memcpy(state + state_size, data, size);
    state_size += size;
}

static void put_state_text(const char *text, size_t size)
{
    uint32_t number = (uint32_t)size;
    put_state(&number, sizeof number);
    put_state(text, size);
}

static void save(const char *path)
{
    struct dirent **entries;
    int count = scandir(path, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        const char *name = entries[i]->d_name;
        char child[4200], target[4200];
        struct stat status;
        if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0
            && (size_t)snprintf(child, sizeof child, "%s/%s", strcmp(path, "/") == 0 ? "" : path, name) < sizeof child
            && strcmp(child, "/.h") != 0 && strcmp(child, "/proc") != 0 && strcmp(child, "/dev") != 0
            && lstat(child, &status) == 0) {
            int mine = status.st_uid == job_user;
            uint32_t mode = status.st_mode;
            if (mine && (S_ISDIR(mode) || S_ISREG(mode) || S_ISLNK(mode))) {
                put_state(&mode, sizeof mode);
                put_state_text(child, strlen(child));
                if (S_ISLNK(mode)) {
                    ssize_t size = readlink(child, target, sizeof target);
                    put_state_text(target, size < 0 ? 0 : (size_t)size);
                } else if (S_ISREG(mode) && state_size + (size_t)status.st_size <= MAX_STATE) {
                    int fd = open(child, O_RDONLY);
                    char *data = malloc((size_t)status.st_size + 1);
                    ssize_t size = fd < 0 ? 0 : read(fd, data, (size_t)status.st_size);
                    put_state_text(data, size < 0 ? 0 : (size_t)size);
                    free(data);
                    close(fd);
                } else {
                    is_late |= S_ISREG(mode);
                    put_state_text("", 0);
                }
            }
            if (S_ISDIR(mode) && (mine || (mode & S_IWOTH) || strcmp(child, "/bin") == 0)) {
                save(child);
            }
        }
        free(entries[i]);
    }
    if (count >= 0) {
        free(entries);
    }
}

/* Makes the files what they were when this state was saved. */
static void restore(const char *data, size_t size)
{
    sweep("/", 0);
    sweep("/bin", 1);
    for (const char *at = data; at < data + size;) {
        char path[4200], target[4200];
        uint32_t mode, length;
        memcpy(&mode, at, sizeof mode);
        memcpy(&length, at + 4, sizeof length);
        snprintf(path, sizeof path, "%.*s", (int)length, at + 8);
        at += 8 + length;
        memcpy(&length, at, sizeof length);
        at += 4;
        int made = -1;
        if (S_ISDIR(mode)) {
            made = mkdir(path, 0777);
        } else if (S_ISLNK(mode)) {
            snprintf(target, sizeof target, "%.*s", (int)length, at);
            made = symlink(target, path);
        } else {
            int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0666);
            made = fd < 0 || write(fd, at, length) != (ssize_t)length ? -1 : 0;
            close(fd);
        }
        if (made != 0 || lchown(path, job_user, job_user) != 0 || (!S_ISLNK(mode) && chmod(path, mode & 07777) != 0)) {
            fprintf(stderr, "%s: %s\n", path, strerror(errno));
            exit(1);
        }
        at += length;
    }
}

/* Makes a folder and those above it, for the job's user, so that the next sweep takes them away. */
static void make_folders(const char *given)
{
    char path[4200];
    if ((size_t)snprintf(path, sizeof path, "%s", given) >= sizeof path || path[0] != '/') {
        return;
    }
    for (char *c = path + 1; ; c++) {
        if (*c == '/' || *c == 0) {
            char saved = *c;
            *c = 0;
            if (mkdir(path, 0777) == 0 && lchown(path, job_user, job_user) != 0) {
                return;
            }
            if (saved == 0) {
                return;
            }
            *c = saved;
        }
    }
}

static void make_file(const char *path, int is_program)
{
    char folder[4200];
    snprintf(folder, sizeof folder, "%s", path);
    char *slash = strrchr(folder, '/');
    if (slash != NULL && slash != folder) {
        *slash = 0;
        make_folders(folder);
    }
    if (is_program) {
        if (symlink("/.h/rec", path) != 0) {
            return;
        }
    } else {
        int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0666);
        if (fd < 0) {
            return;
        }
        close(fd);
    }
    if (lchown(path, job_user, job_user) != 0) {
        unlink(path);
    }
}

static void limit(int resource, rlim_t value)
{
    struct rlimit both = { value, value };
    setrlimit(resource, &both);
}

static void run_step(const char *program, char **arguments, char **environment, const char *folder)
{
    struct sigaction standard;
    memset(&standard, 0, sizeof standard);
    standard.sa_handler = SIG_DFL;
    for (int number = 1; number < 32; number++) {
        sigaction(number, &standard, NULL);
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    setsid();
    int in = open("/.h/empty", O_RDONLY);
    int out = open("/.h/log", O_WRONLY | O_APPEND);
    int err = open("/.h/err", O_WRONLY | O_APPEND);
    if (in < 0 || out < 0 || err < 0 || dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(err, 2) < 0) {
        _exit(124);
    }
    for (int fd = 3; fd < 64; fd++) {
        close(fd);
    }
    limit(RLIMIT_FSIZE, MAX_LOG);
    limit(RLIMIT_CPU, 2);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NPROC, 300);
    limit(RLIMIT_NOFILE, 256);
    umask(022);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (chdir(folder) != 0 || setgroups(0, NULL) != 0 || setgid(job_user) != 0 || setuid(job_user) != 0) {
        _exit(124);
    }
    environ = environment;
    if (strchr(program, '/') != NULL) {
        execv(program, arguments);
    } else {
        execvp(program, arguments);
    }
    _exit(127);
}

/* What the step begins with, so that recorders have to tell only what changed. */
static void write_environment(char **environment)
{
    int fd = open("/.h/env", O_WRONLY | O_CREAT | O_TRUNC, 0644);
    for (; *environment != NULL; environment++) {
        if (write(fd, *environment, strlen(*environment) + 1) < 0) {
            break;
        }
    }
    close(fd);
}

static void kill_jobs(pid_t step)
{
    kill(-step, SIGKILL);
    pid_t helper = fork();
    if (helper == 0) {
        if (setgid(job_user) == 0 && setuid(job_user) == 0) {
            kill(-1, SIGKILL);
        }
        _exit(0);
    }
    if (helper > 0) {
        waitpid(helper, NULL, 0);
    }
}

/* The status of the step, when it and all that it left behind have ended. */
static int wait_for(pid_t step)
{
    int result = 1, status;
    for (;;) {
        pid_t ended = waitpid(-1, &status, 0);
        if (ended == step) {
            result = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
            is_late |= WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGXFSZ);
        }
        if (ended < 0 && errno == ECHILD) {
            return result;
        }
        if (ended < 0 && errno == EINTR && is_late) {
            kill_jobs(step);
        }
    }
}

static void reset(void)
{
    static const char *const emptied[] = { "/.h/log", "/.h/err", "/.h/fail" };
    sweep("/.h/counts", 1);
    for (size_t i = 0; i < sizeof emptied / sizeof *emptied; i++) {
        int fd = open(emptied[i], O_WRONLY | O_CREAT | O_TRUNC, 0666);
        fchmod(fd, 0666);
        close(fd);
    }
    unlink("/.h/silent");
}

static int has_overflown(void)
{
    struct stat status;
    return stat("/.h/log", &status) == 0 && status.st_size > RECORDED;
}

static void reply_file(const char *path, uint32_t most)
{
    struct stat status;
    int fd = open(path, O_RDONLY);
    uint32_t size = fd >= 0 && fstat(fd, &status) == 0 ? (uint32_t)status.st_size : 0;
    size = size > most ? most : size;
    char *data = malloc(size + 1);
    ssize_t count = read(fd, data, size);
    size = count < 0 ? 0 : (uint32_t)count;
    write_all(&size, sizeof size);
    write_all(data, size);
    free(data);
    close(fd);
}

static void build(char **words, const uint32_t *sizes, uint32_t count)
{
    uint32_t result[2] = { 0, 0 };
    struct itimerval timer;
    memset(&timer, 0, sizeof timer);
    reset();
    is_late = 0;
    int log = open("/.h/log", O_WRONLY | O_APPEND);
    for (uint32_t i = 0; i < count && result[0] == 0;) {
        const char *word = words[i++];
        if (strcmp(word, "limit") == 0) {
            long milliseconds = atol(words[i++]);
            timer.it_value.tv_sec = milliseconds / 1000;
            timer.it_value.tv_usec = milliseconds % 1000 * 1000;
            setitimer(ITIMER_REAL, &timer, NULL);
        } else if (strcmp(word, "restore") == 0) {
            restore(words[i], sizes[i]);
            i++;
        } else if (strcmp(word, "silent") == 0) {
            close(open("/.h/silent", O_WRONLY | O_CREAT, 0644));
        } else if (strcmp(word, "fail") == 0) {
            int fd = open("/.h/fail", O_WRONLY | O_APPEND);
            dprintf(fd, "%s\n", words[i++]);
            close(fd);
        } else if (strcmp(word, "folder") == 0) {
            make_folders(words[i++]);
        } else if (strcmp(word, "file") == 0) {
            make_file(words[i++], 0);
        } else if (strcmp(word, "program") == 0) {
            make_file(words[i++], 1);
        } else if (strcmp(word, "step") == 0) {
            const char *program = words[i++];
            const char *folder = words[i++];
            uint32_t arguments = (uint32_t)atol(words[i++]);
            char **argv = calloc(arguments + 1, sizeof *argv);
            memcpy(argv, words + i, arguments * sizeof *argv);
            i += arguments;
            uint32_t variables = (uint32_t)atol(words[i++]);
            char **environment = calloc(variables + 1, sizeof *environment);
            memcpy(environment, words + i, variables * sizeof *environment);
            i += variables;
            write_environment(environment);
            append_log(log, 'B', "", 0, result[1]);
            pid_t step = fork();
            if (step == 0) {
                run_step(program, argv, environment, folder);
            }
            int status = step < 0 ? 124 : wait_for(step);
            append_log(log, 'E', "", 0, (uint64_t)status);
            result[0] = is_late || has_overflown() ? 2 : status != 0;
            result[1]++;
            free(argv);
            free(environment);
        }
    }
    memset(&timer, 0, sizeof timer);
    setitimer(ITIMER_REAL, &timer, NULL);
    close(log);
    state_size = 0;
    save("/");
    result[0] = result[0] == 0 && is_late ? 2 : result[0];
    write_all(result, sizeof result);
    reply_file("/.h/log", MAX_LOG + (1 << 20));
    reply_file("/.h/err", MAX_ERR);
    uint32_t size = (uint32_t)state_size;
    write_all(&size, sizeof size);
    write_all(state, state_size);
}

static void serve(const char *root, int has_namespaces)
{
    if (has_namespaces) {
        char proc[4200];
        snprintf(proc, sizeof proc, "%s/proc", root);
        if (mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0) {
            mount("proc", proc, "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL);
        }
    }
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    if (chroot(root) != 0 || chdir("/") != 0) {
        give_up("chroot");
    }
    umask(0);
    if (mknod("/dev/null", S_IFCHR | 0666, makedev(1, 3)) != 0 && errno != EEXIST) {
        give_up("mknod");
    }
    struct sigaction late;
    memset(&late, 0, sizeof late);
    late.sa_handler = on_alarm;
    sigaction(SIGALRM, &late, NULL);
    /* Says that it is ready, and whether the network is out of reach. */
    uint32_t ready = has_namespaces ? 2 : 1;
    write_all(&ready, sizeof ready);
    for (;;) {
        uint32_t count, *sizes;
        char **words = read_message(&count, &sizes);
        build(words, sizes, count);
        for (uint32_t i = 0; i < count; i++) {
            free(words[i]);
        }
        free(words);
        free(sizes);
    }
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        return 2;
    }
    job_user = (uid_t)atol(argv[2]);
    if (geteuid() != 0) {
        errno = EPERM;
        give_up("root");
    }
    if (unshare(CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC) != 0) {
        serve(argv[1], 0);
    }
    pid_t inner = fork();
    if (inner == 0) {
        serve(argv[1], 1);
    }
    int status;
    while (waitpid(inner, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
