// Makes a read or a write do less than it was asked for, as the system may: preloaded into the program.
//
// strace can only give a call another result, and then nothing is written at all.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// SHORT_CALLS=write: each write does half; read likewise.
static int applies(const char *name) {
  const char *chosen = getenv("SHORT_CALLS");
  return chosen != NULL && strcmp(chosen, name) == 0;
}

static size_t shorter(size_t count) { return count > 1 ? (count + 1) / 2 : count; }

ssize_t write(int descriptor, const void *bytes, size_t count) {
  ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
  return real(descriptor, bytes, applies("write") ? shorter(count) : count);
}

ssize_t read(int descriptor, void *bytes, size_t count) {
  ssize_t (*real)(int, void *, size_t) = dlsym(RTLD_NEXT, "read");
  return real(descriptor, bytes, applies("read") ? shorter(count) : count);
}
