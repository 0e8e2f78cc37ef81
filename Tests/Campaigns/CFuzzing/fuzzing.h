#pragma once
#include <stddef.h>
#include <stdint.h>

// What libFuzzer, a part of the toolchain, offers to a program with a `main` of its own.

/// Runs a check on input after input, as the arguments say.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*check)(const uint8_t *bytes, size_t size));

/// Changes some bytes in place; returns how many there are then, at most `most`.
size_t LLVMFuzzerMutate(uint8_t *bytes, size_t size, size_t most);
