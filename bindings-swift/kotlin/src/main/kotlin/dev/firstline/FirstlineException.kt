package dev.firstline

/**
 * Why a call did nothing. [message] says it all to a human; a program looks at [kind] and [code].
 *
 * @property faults every fault, in the order of the input; at least one
 */
public class FirstlineException(
    override val message: String,
    public val faults: List<Fault>,
) : RuntimeException(message) {
    /** What a program does about the first fault. */
    public val kind: ErrorKind get() = faults.first().kind

    /** The stable name of the first fault, the same in every language. */
    public val code: String get() = faults.first().code

    /** Where in the arguments the first fault lies; empty for the input as a whole. */
    public val path: String get() = faults.first().path

    /** @suppress */
    public companion object ErrorHandler : UniffiRustCallStatusErrorHandler<FirstlineException> {
        override fun lift(error_buf: RustBuffer.ByValue): FirstlineException =
            FfiConverterTypeFirstlineError.lift(error_buf)
    }
}
