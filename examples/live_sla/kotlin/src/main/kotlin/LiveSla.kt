// A live desk, with a badge for each promise, a due list and a timer: mvn compile exec:java, after mvn install in
// bindings-swift/kotlin
//
// A host keeps one SlaState a ticket and folds each event into it as it comes. It never polls: nextChange says when to
// look again. Here a recorded day takes the place of the host's queue and clock.
import dev.firstline.*
import java.io.File
import java.time.Duration
import java.time.Instant
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter

private val handover = Instant.parse("2026-03-02T16:00:00Z")
private val clock = DateTimeFormatter.ofPattern("MM-dd HH:mm").withZone(ZoneOffset.UTC)

private fun left(span: Duration): String {
    val minutes = span.abs().toMinutesPart().toString().padStart(2, '0')
    return "${span.abs().toHours()}:$minutes ${if (span.isNegative) "over" else "left"}"
}

private val SlaStatus.name get() = if (metric == SlaMetric.FIRST_RESPONSE) "reply" else metric.name.lowercase()

private val SlaStatus.text: String
    get() {
        val colour = colour?.name?.lowercase() ?: "-"
        return "${name.padEnd(10)} ${state.name.lowercase().padEnd(8)} ${colour.padEnd(5)}  ${left(remaining)}"
    }

fun main(args: Array<String>) {
    val here = File(args.firstOrNull() ?: "..")
    val desk = SlaEngine(SlaSpec.fromJson(File(here, "desk.json").readText()))
    val tickets = File(here, "tickets.jsonl").readLines().map { Ticket.fromJson(it) }

    val recorded = tickets.flatMap { it.events }.map { it.at } + handover
    val states = mutableMapOf<String, SlaState>()
    val shown = mutableMapOf<Pair<String, SlaMetric>, Any>()
    var wake: Instant? = recorded.min()
    while (wake != null) {
        val now = wake
        for (ticket in tickets) {
            val events = ticket.events.filter { it.at == now }
            if (events.isEmpty()) continue
            val state = states[ticket.id]
            states[ticket.id] =
                if (state != null) desk.fold(state, events) else desk.state(Ticket(id = ticket.id, events = events))
        }
        val promises = states.flatMap { (id, state) -> desk.statusOf(state, now).map { id to it } }

        val lines = mutableListOf<String>()
        for ((id, it) in promises) {
            // A late promise is drawn once more when it is fulfilled: from then on its time stands.
            val badge = Triple(it.state, it.colour, it.finishedAt)
            if (shown.put(id to it.metric, badge) != badge) lines += "  $id  ${it.text}"
        }

        if (now == handover) {
            lines += "  due, the earliest first:"
            // A paused promise has no due instant, since nobody knows when its pause ends.
            promises.filter { (_, it) -> it.finishedAt == null }
                .mapNotNull { (id, it) -> it.dueAt?.let { at -> at to "$id  ${it.name}" } }
                .sortedBy { (at, _) -> at }
                .forEach { (at, text) -> lines += "    ${clock.format(at)}  $text" }
        }

        val timer = promises.mapNotNull { (_, it) -> it.nextChange }.minOrNull()
        // At the due instant itself nothing is drawn: a promise is broken a millisecond later.
        if (lines.isNotEmpty()) {
            println(clock.format(now))
            lines.forEach(::println)
            println("  timer ${timer?.let(clock::format) ?: "off"}")
        }
        wake = (recorded + listOfNotNull(timer)).filter { it > now }.minOrNull()
    }
}
