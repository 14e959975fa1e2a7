/*
 * A board with an AVR, simulated by simavr: real boot loader code runs in it, its UART is standard
 * input and output, and SIGUSR1 is its reset button. Ends when standard input does.
 *
 *   simulated-avr MCU HERTZ BOOTLOADER.hex
 *
 * The CPU runs as fast as it can while bytes come, and at its real speed otherwise, so that a boot
 * loader waits as long as it would on a board.
 */
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <simavr/avr_uart.h>
#include <simavr/sim_avr.h>
#include <simavr/sim_core.h>
#include <simavr/sim_hex.h>

static volatile sig_atomic_t reset_pressed;
static int may_send = 1;
static avr_cycle_count_t last_byte;

static void press_reset(int signal) {
  (void) signal;
  reset_pressed = 1;
}

static void from_avr(struct avr_irq_t *irq, uint32_t value, void *avr) {
  (void) irq;
  uint8_t byte = value;
  if (write(STDOUT_FILENO, &byte, 1) != 1) exit(0);
  last_byte = ((avr_t *) avr)->cycle;
}

static void ready(struct avr_irq_t *irq, uint32_t value, void *avr) {
  (void) irq;
  (void) value;
  (void) avr;
  may_send = 1;
}

static void full(struct avr_irq_t *irq, uint32_t value, void *avr) {
  (void) irq;
  (void) value;
  (void) avr;
  may_send = 0;
}

static uint64_t micros(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t) now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int main(int argc, char **argv) {
  if (argc != 4) {
    fprintf(stderr, "usage: simulated-avr MCU HERTZ BOOTLOADER.hex\n");
    return 2;
  }
  avr_t *avr = avr_make_mcu_by_name(argv[1]);
  ihex_chunk_p chunks = NULL;
  int count = read_ihex_chunks(argv[3], &chunks);
  if (avr == NULL || count < 1) {
    fprintf(stderr, "no such MCU, or no such boot loader\n");
    return 2;
  }
  avr_init(avr);
  avr->frequency = strtoul(argv[2], NULL, 10);
  avr->log = LOG_NONE;
  memset(avr->flash, 0xff, avr->flashend + 1);
  for (int i = 0; i < count; i++) {
    if (chunks[i].baseaddr + chunks[i].size <= avr->flashend + 1) {
      memcpy(avr->flash + chunks[i].baseaddr, chunks[i].data, chunks[i].size);
    }
  }
  avr->reset_pc = chunks[0].baseaddr;
  avr->codeend = avr->flashend;

  uint32_t flags = 0;
  avr_ioctl(avr, AVR_IOCTL_UART_GET_FLAGS('0'), &flags);
  flags &= ~(AVR_UART_FLAG_STDIO | AVR_UART_FLAG_POLL_SLEEP);
  avr_ioctl(avr, AVR_IOCTL_UART_SET_FLAGS('0'), &flags);
  avr_irq_t *input = avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_INPUT);
  avr_irq_register_notify(
      avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_OUTPUT), from_avr, avr);
  avr_irq_register_notify(
      avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_OUT_XON), ready, avr);
  avr_irq_register_notify(
      avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_OUT_XOFF), full, avr);

  struct sigaction action = {.sa_handler = press_reset, .sa_flags = SA_RESTART};
  sigaction(SIGUSR1, &action, NULL);
  reset_pressed = 1;

  avr_cycle_count_t looked = 0;
  avr_cycle_count_t slice = avr->frequency / 10000; /* 100 microseconds */
  avr_cycle_count_t base = 0;
  uint64_t since = micros();
  for (;;) {
    if (reset_pressed) {
      reset_pressed = 0;
      avr_reset(avr);
      avr->pc = avr->reset_pc;
      avr_regbit_set(avr, avr->reset_flags.extrf);
      may_send = 1;
    }
    avr_run(avr);
    if (avr->state == cpu_Done || avr->state == cpu_Crashed) {
      /* Blank flash runs off its end. A board does nothing then until somebody resets it. */
      fprintf(stderr, "the program ended or crashed; waiting for a reset\n");
      while (!reset_pressed) {
        struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
        char drop[256];
        if (poll(&in, 1, 10) > 0 && read(STDIN_FILENO, drop, sizeof drop) <= 0) return 0;
      }
      continue;
    }
    if (avr->cycle - looked < slice) continue;
    looked = avr->cycle;
    struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
    while (may_send && poll(&in, 1, 0) > 0) {
      uint8_t byte;
      if (read(STDIN_FILENO, &byte, 1) != 1) return 0;
      avr_raise_irq(input, byte);
      last_byte = avr->cycle;
    }
    if (avr->cycle - last_byte < avr->frequency / 200) { /* 5 ms */
      base = avr->cycle;
      since = micros();
      continue;
    }
    uint64_t should = since + (avr->cycle - base) * 1000000 / avr->frequency;
    uint64_t now = micros();
    if (should > now + 500) usleep(should - now);
  }
}
