// A small thread pool: tasks are taken from a counter, so a busy core holds nobody up.
#if defined(__linux__)
#define _GNU_SOURCE
#include <sched.h>
#endif
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "CKernels.h"

/// How often a waiting thread looks again before it sleeps: some tens of microseconds.
#define SPINS 2000

struct ck_pool {
  /// Held by the caller whose tasks are running.
  pthread_mutex_t turn;
  pthread_mutex_t mutex;
  pthread_cond_t wake, idle;
  /// Changes under the mutex, and is watched by spinning threads.
  atomic_uint round;
  atomic_int next, working;
  atomic_bool ending;
  int count;
  ck_task task;
  void *context;
  int workers, started;
  struct ck_worker *threads;
#if defined(__linux__)
  /// Where the process may run.
  cpu_set_t allowed;
#endif
};

struct ck_worker {
  pthread_t thread;
  ck_pool *pool;
  int number;
  atomic_bool asleep;
  /// The processor that the thread keeps away from; -1 for none.
  int avoided;
};

static void pause_briefly(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

/// Keeps threads that are asleep away from the caller's processor.
///
/// The system often wakes a thread where its waker runs. There it waits until the waker sleeps, which
/// with tasks of microseconds is when nothing is left to do, and the next balancing is milliseconds
/// away: two threads then take turns on one processor while another has nothing to do.
static void part_from_caller(ck_pool *pool) {
#if defined(__linux__)
  if (CPU_COUNT(&pool->allowed) < 2) return;
  const int here = sched_getcpu();
  if (here < 0 || here >= CPU_SETSIZE) return;
  for (int i = 0; i < pool->started; i++) {
    struct ck_worker *worker = &pool->threads[i];
    if (worker->avoided == here || !atomic_load(&worker->asleep)) continue;
    cpu_set_t elsewhere = pool->allowed;
    CPU_CLR(here, &elsewhere);
    // A system that does not let us choose chooses itself.
    if (!pthread_setaffinity_np(worker->thread, sizeof elsewhere, &elsewhere)) worker->avoided = here;
  }
#else
  (void)pool;
#endif
}

static void take_tasks(ck_pool *pool, int worker) {
  for (int i; (i = atomic_fetch_add(&pool->next, 1)) < pool->count;)
    pool->task(pool->context, i, worker);
}

static void *serve(void *argument) {
  struct ck_worker *me = argument;
  ck_pool *pool = me->pool;
  unsigned seen = 0;
  for (;;) {
    for (int i = 0; i < SPINS && atomic_load(&pool->round) == seen; i++) pause_briefly();
    pthread_mutex_lock(&pool->mutex);
    while (atomic_load(&pool->round) == seen) {
      atomic_store(&me->asleep, true);
      pthread_cond_wait(&pool->wake, &pool->mutex);
    }
    atomic_store(&me->asleep, false);
    seen = atomic_load(&pool->round);
    pthread_mutex_unlock(&pool->mutex);
    if (atomic_load(&pool->ending)) return NULL;
    take_tasks(pool, me->number);
    if (atomic_fetch_sub(&pool->working, 1) == 1) {
      pthread_mutex_lock(&pool->mutex);
      pthread_cond_signal(&pool->idle);
      pthread_mutex_unlock(&pool->mutex);
    }
  }
}

static void begin_round(ck_pool *pool) {
  pthread_mutex_lock(&pool->mutex);
  part_from_caller(pool);
  atomic_fetch_add(&pool->round, 1);
  pthread_cond_broadcast(&pool->wake);
  pthread_mutex_unlock(&pool->mutex);
}

ck_pool *ck_pool_create(int workers) {
  ck_pool *pool = calloc(1, sizeof *pool);
  if (!pool) return NULL;
  pool->threads = calloc(workers, sizeof *pool->threads);
  pool->workers = workers;
  pthread_mutex_init(&pool->turn, NULL);
  pthread_mutex_init(&pool->mutex, NULL);
  pthread_cond_init(&pool->wake, NULL);
  pthread_cond_init(&pool->idle, NULL);
#if defined(__linux__)
  if (sched_getaffinity(0, sizeof pool->allowed, &pool->allowed)) CPU_ZERO(&pool->allowed);
#endif
  for (int i = 0; pool->threads && i < workers; i++) {
    pool->threads[i] = (struct ck_worker){.pool = pool, .number = i + 1, .avoided = -1};
    if (pthread_create(&pool->threads[i].thread, NULL, serve, &pool->threads[i])) break;
    pool->started++;
  }
  if (pool->started == workers) return pool;
  ck_pool_destroy(pool);
  return NULL;
}

void ck_pool_destroy(ck_pool *pool) {
  atomic_store(&pool->ending, true);
  begin_round(pool);
  for (int i = 0; i < pool->started; i++) pthread_join(pool->threads[i].thread, NULL);
  pthread_cond_destroy(&pool->idle);
  pthread_cond_destroy(&pool->wake);
  pthread_mutex_destroy(&pool->mutex);
  pthread_mutex_destroy(&pool->turn);
  free(pool->threads);
  free(pool);
}

void ck_pool_run(ck_pool *pool, int count, ck_task task, void *context) {
  pthread_mutex_lock(&pool->turn);
  pool->count = count;
  pool->task = task;
  pool->context = context;
  atomic_store(&pool->next, 0);
  atomic_store(&pool->working, pool->workers);
  begin_round(pool);
  take_tasks(pool, 0);
  for (int i = 0; i < SPINS && atomic_load(&pool->working) > 0; i++) pause_briefly();
  pthread_mutex_lock(&pool->mutex);
  while (atomic_load(&pool->working) > 0) pthread_cond_wait(&pool->idle, &pool->mutex);
  pthread_mutex_unlock(&pool->mutex);
  pthread_mutex_unlock(&pool->turn);
}
