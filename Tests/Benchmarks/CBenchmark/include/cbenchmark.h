// What a measurement needs of the machine, and Swift cannot say: its limit, and the memory in use.
#ifndef CBENCHMARK_H
#define CBENCHMARK_H

// Fused multiply-adds on registers alone, for some seconds on some threads at once: GFLOP/s of all
// threads together. `width` is the floats of a vector: 16 for AVX-512, 8 for AVX2 with FMA, anything
// else for what plain C gets. 0 where the processor lacks the instructions or threads.
double cb_fma(int width, double seconds, int threads);

// The most memory that this process has had resident, in bytes; -1 where the system does not say.
long cb_peak_bytes(void);

// How often this process has asked for memory, by malloc and its kin; -1 where they cannot be counted.
long cb_allocations(void);

// Hands what was printed to whoever reads it.
void cb_flush(void);

#endif
