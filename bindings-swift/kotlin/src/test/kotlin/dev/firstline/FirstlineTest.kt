package dev.firstline

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.math.BigDecimal
import java.time.Duration
import java.time.Instant
import java.time.LocalDate
import java.util.concurrent.Callable
import java.util.concurrent.Executors

/** What only Kotlin's side decides: how values cross, how a call fails. */
class FirstlineTest {
    private val monday = Instant.parse("2026-03-02T09:00:00Z")
    private val office = Calendar(officeHours("Europe/Berlin", "09:00", "17:00"))

    private fun refusal(call: () -> Unit): FirstlineException = assertThrows(FirstlineException::class.java, call)

    @Test
    fun anErrorSaysAllToProgramAndHuman() {
        val e = refusal { Calendar(CalendarSpec(zone = "Mars/Olympus", weekly = emptyList())) }
        assertEquals("zone.unknown", e.code)
        assertEquals("spec.zone", e.path)
        assertEquals(ErrorKind.UNKNOWN, e.kind)
        assertEquals(1, e.faults.size)
        assertTrue(e.message.startsWith("spec.zone: there is no time zone 'Mars/Olympus'"), e.message)
    }

    @Test
    fun everyFaultIsReported() {
        val empty = WeeklyWindow(listOf(Weekday.MON), "09:00", "09:00")
        val e = refusal { Calendar(CalendarSpec("UTC", listOf(empty, empty))) }
        assertTrue(e.faults.size > 1)
        assertEquals("spec.weekly[0].close", e.path)
        assertEquals(e.faults.size, e.message.lines().size)
    }

    @Test
    fun anInstantOutOfRangeIsRefused() {
        for (instant in listOf(Instant.MIN, Instant.MAX, Instant.parse("+10000-01-01T00:00:00Z"))) {
            val e = refusal { office.isOpen(instant) }
            assertEquals("timestamp.out_of_range", e.code)
            assertEquals("at", e.path)
        }
    }

    @Test
    fun aFaultInAListIsFound() {
        val periods = listOf(Period(monday, monday), Period(monday, Instant.MAX))
        assertEquals("periods[1].end", refusal { office.openBetweenAll(periods) }.path)
    }

    @Test
    fun aSpanHasASign() {
        assertEquals("span.negative", refusal { office.add(monday, Duration.ofMillis(-1)) }.code)
        assertEquals(Duration.ofHours(1), office.openBetween(monday, monday.plusSeconds(3600)))
    }

    @Test
    fun aDateIsADay() {
        val holiday = Holiday(LocalDate.of(2026, 3, 2), name = "Founders' day")
        val spec = office.spec().let { it.copy(holidays = it.holidays + holiday) }
        assertEquals(false, Calendar(spec).isOpen(monday))
        val far = Holiday(LocalDate.of(12026, 3, 2), name = "too far")
        assertEquals("spec.holidays[0].date", refusal { Calendar(spec.copy(holidays = listOf(far))) }.path)
    }

    @Test
    fun aDecimalIsExact() {
        val input = HeadcountInput(
            ticketsPerMonth = 900,
            ticketsPerAgentPerMonth = 450,
            shrinkage = BigDecimal("0.30000000000000000001"),
        )
        assertTrue(input.toJson().contains("\"0.30000000000000000001\""), input.toJson())
        val e = refusal { headcount(input.copy(shrinkage = BigDecimal("1e-60"))) }
        assertEquals("decimal.malformed", e.code)
        assertEquals("input.shrinkage", e.path)
    }

    @Test
    fun aFieldWithADefaultMayBeLeftOut() {
        assertEquals(Opening(Channel.MAIL, Priority.P3, Tier.L1), Opening())
        assertEquals(emptyList<Holiday>(), CalendarSpec("UTC", emptyList()).holidays)
        assertEquals(Opening(), Opening.fromJson("{}"))
    }

    @Test
    fun jsonGoesThereAndBack() {
        val event = TicketEvent(monday, Role.REQUESTER, null, Change.Created(Opening(category = "mail")))
        val ticket = Ticket("T-1", listOf(event), mapOf("floor" to "3"))
        assertEquals(ticket, Ticket.fromJson(ticket.toJson()))
        assertEquals(1, setOf(ticket, ticket.copy()).size)
        val e = refusal { Ticket.fromJson("""{"id": "T-1", "events": [], "colour": 1}""") }
        assertEquals("field.unknown", e.code)
        assertEquals("colour", e.path)
        assertEquals("json.syntax", refusal { Ticket.fromJson("{") }.code)
    }

    @Test
    fun aChoiceIsSwitchedOver() {
        fun said(change: Change) = when (change) {
            is Change.Created -> "created at ${change.opening.priority}"
            is Change.TierChanged -> "moved to ${change.tier}"
            else -> "something else"
        }
        assertEquals("created at P1", said(Change.Created(Opening(priority = Priority.P1))))
        assertEquals("moved to L2", said(Change.TierChanged(Tier.L2)))
    }

    @Test
    fun anObjectServesSeveralThreads() {
        val pool = Executors.newFixedThreadPool(8)
        val calls = List(200) { Callable { office.openBetween(monday, monday.plusSeconds(3600)) } }
        val answers = pool.invokeAll(calls).map { it.get() }
        pool.shutdown()
        assertEquals(List(200) { Duration.ofHours(1) }, answers)
    }
}
