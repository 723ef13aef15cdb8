package dev.firstline

import java.time.Duration
import java.time.Instant

// How scalars cross: what is too far away for milliseconds in 64 bits is sent as the farthest, which the core refuses
// with its path.

internal fun millisOf(instant: Instant): Long =
    try {
        instant.toEpochMilli()
    } catch (_: ArithmeticException) {
        farthest(instant.epochSecond)
    }

internal fun millisOf(duration: Duration): Long =
    try {
        duration.toMillis()
    } catch (_: ArithmeticException) {
        farthest(duration.seconds)
    }

// Long.MIN_VALUE says that a number is none, which these can't be.
private fun farthest(sign: Long): Long = if (sign < 0) Long.MIN_VALUE + 1 else Long.MAX_VALUE
