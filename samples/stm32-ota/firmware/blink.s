@ Blinks the LED at PC13 of a board with an STM32F103. Nothing but instructions: no C runtime.
@
@   arm-none-eabi-as -mcpu=cortex-m3 -mthumb blink.s -o blink.o
@   arm-none-eabi-ld -Ttext=0x08000000 -e reset blink.o -o blink.elf
@   arm-none-eabi-objcopy -O binary blink.elf ../assets/blink.bin

  .syntax unified
  .thumb
  .global reset

  .word 0x20005000              @ the stack begins at the end of 20 KiB of RAM
  .word reset + 1
  .rept 5
  .word halt + 1
  .endr
  .word 0x00010000              @ reserved in the vector table: our version, 1.0
  .rept 8
  .word halt + 1
  .endr

reset:
  ldr r0, =0x40021018           @ RCC_APB2ENR: let the clock reach port C
  movs r1, #0x10
  str r1, [r0]
  ldr r0, =0x40011000           @ port C
  ldr r1, =0x44344444           @ CRH: PC13 is an output, 2 MHz
  str r1, [r0, #4]
  movs r2, #0x20                @ bit 13, in the high byte
  lsls r2, r2, #8
blink:
  ldr r1, [r0, #12]             @ ODR
  eors r1, r2
  str r1, [r0, #12]
  ldr r3, =800000
wait:
  subs r3, #1
  bne wait
  b blink

halt:
  b halt
