package dev.firstline

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.doubleOrNull
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.io.File
import kotlin.math.abs

/** The shared cases in `tests/cases`, through the public API. */
class CasesTest {
    @Test
    fun sharedCases() {
        val folder = File(System.getProperty("firstline.cases"))
        val files = folder.walk().filter { it.extension == "json" }.sorted().toList()
        val wrong = mutableListOf<String>()
        var ran = 0
        for (file in files) {
            val cases = CaseFile(Json.parseToJsonElement(file.readText()).jsonObject)
            val objects = cases.constructed()
            assertTrue(cases.all.isNotEmpty(), "$file has no cases")
            for (case in cases.all) {
                ran += 1
                case.wrong(objects)?.let { wrong += "${file.relativeTo(folder)}: ${case.name}: $it" }
            }
        }
        println("kotlin: $ran shared cases in ${files.size} files")
        assertTrue(ran > 0, "there are no cases in $folder")
        assertTrue(wrong.isEmpty(), wrong.joinToString("\n"))
    }
}

private class CaseFile(json: JsonObject) {
    private val declared = json["objects"]?.jsonObject ?: emptyMap()

    /** Its cases, and each row of its tables as one. */
    val all: List<Case> = json.list("cases").map { Case(it.jsonObject) } + json.list("tables").flatMap(::rows)

    private fun rows(table: JsonElement): List<Case> {
        val columns = table.jsonObject.getValue("columns").jsonArray.map { it.jsonPrimitive.content }
        return table.jsonObject.list("rows").mapIndexed { place, row ->
            val given = columns.zip(row.jsonArray).toMap()
            val case = table.jsonObject - listOf("columns", "rows") + mapOf(
                "name" to JsonPrimitive("row $place"),
                "given" to JsonObject(given - "expect"),
                "expect" to given.getValue("expect"),
            )
            Case(JsonObject(case))
        }
    }

    /** Its objects; one may be made from others, in whatever order they are declared. */
    fun constructed(): Map<String, Any> {
        val objects = mutableMapOf<String, Any>()
        var waiting = declared.toList()
        while (waiting.isNotEmpty()) {
            var failed: FirstlineException? = null
            val left = waiting.filter { (name, declared) ->
                val call = "${declared.jsonObject.text("type")}.${declared.jsonObject.text("constructor") ?: "new"}"
                try {
                    val given = Given(declared.jsonObject["given"]?.jsonObject ?: emptyMap(), objects)
                    val on = declared.jsonObject.text("on")
                    val built = if (on in objects || on == null) construct(call, on?.let(objects::get), given) else null
                    built?.let { objects[name] = it }
                    built == null
                } catch (e: FirstlineException) {
                    failed = e
                    true
                }
            }
            if (left.size == waiting.size) throw failed ?: IllegalStateException("no object can be made of ${left.map { it.first }}")
            waiting = left
        }
        return objects
    }
}

private class Case(private val json: JsonObject) {
    val name: String = json.text("name")!!
    private val call = json.text("call")!!
    private val error = json["error"]?.jsonObject

    /** What it does that it should not. */
    fun wrong(objects: Map<String, Any>): String? {
        val given = Given(json["given"]?.jsonObject ?: emptyMap(), objects)
        val on = json.text("on")?.let { objects[it] ?: return "there is no object '$it'" }
        val got = try {
            construct(call, on, given)?.let { JsonNull } ?: call(call, on, given) ?: return "there is no call '$call'"
        } catch (e: FirstlineException) {
            return if (error != null && isExpected(e)) null else "expected $json, got ${e.code} at '${e.path}': ${e.message}"
        }
        val expect = json["expect"] ?: return "expected $error, got $got"
        return if (matches(expect, got)) null else "expected $expect, got $got"
    }

    /** What is wrong in JSON is named as the JSON spells it, all else as Kotlin does. */
    private fun isExpected(e: FirstlineException): Boolean {
        val path = requireNotNull(error!!.text("path")) { "$name: the error has no path" }
        return error.text("code") == e.code && (if (call.endsWith(".from_json")) path else spelt(path)) == e.path
    }

    private val tolerance = (json["tolerance"] as? JsonPrimitive)?.doubleOrNull

    /**
     * An expected object may leave keys out, numbers may differ by the tolerance, a share of the expected one, and of a
     * text `contains` may tell parts, in their order.
     */
    private fun matches(expected: JsonElement, got: JsonElement): Boolean = when {
        expected is JsonObject && got is JsonObject -> expected.all { matches(it.value, got[it.key] ?: JsonNull) }
        expected is JsonObject && got is JsonPrimitive && got.isString ->
            contains(expected.list("contains").map { it.jsonPrimitive.content }, got.content)
        expected is JsonArray && got is JsonArray ->
            expected.size == got.size && expected.zip(got).all { (a, b) -> matches(a, b) }
        expected is JsonPrimitive && got is JsonPrimitive && !expected.isString && !got.isString -> {
            val (a, b) = expected.doubleOrNull to got.doubleOrNull
            if (a == null || b == null) expected == got else a == b || near(a, b)
        }
        else -> expected == got
    }

    /** Whether a text has these parts, one after the other. */
    private fun contains(parts: List<String>, text: String): Boolean {
        var at = 0
        return parts.isNotEmpty() && parts.all { part ->
            val found = text.indexOf(part, at)
            at = found + part.length
            found >= 0
        }
    }

    private fun near(expected: Double, got: Double): Boolean =
        tolerance != null && abs(expected - got) <= maxOf(1e-14, tolerance * abs(expected))
}

private fun JsonObject.text(key: String): String? = (this[key] as? JsonPrimitive)?.content

private fun JsonObject.list(key: String): List<JsonElement> = this[key]?.jsonArray ?: emptyList()
