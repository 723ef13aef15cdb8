package dev.firstline

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.doubleOrNull
import java.math.BigDecimal
import java.time.Duration
import java.time.Instant
import java.time.LocalDate
import kotlin.reflect.KClass
import kotlin.reflect.cast

/** How the cases write a type, and back. */
internal class Codec<T>(val decode: (JsonElement) -> T, val encode: (T) -> JsonElement)

/** A fault that the cases' own decoding finds, as the core would say it. */
internal fun refused(code: String, message: String, path: String = ""): FirstlineException {
    val kind = if (code == "label.unknown") ErrorKind.UNKNOWN else ErrorKind.MALFORMED
    return FirstlineException(message, listOf(Fault(kind, code, path, message)))
}

/** A path of the core as Kotlin spells it: `targets.max_asa` is `targets.maxAsa`. */
internal fun spelt(path: String): String = path.replace(Regex("_(.)")) { it.groupValues[1].uppercase() }

/** The codecs; those of records, choices and labels are generated. */
internal object Codecs {
    val bool = Codec(
        { (it as? JsonPrimitive)?.takeUnless { it.isString }?.booleanOrNull ?: throw refused("value.type", "no bool: $it") },
        { JsonPrimitive(it) },
    )
    val text = Codec(
        { (it as? JsonPrimitive)?.takeIf { it.isString }?.content ?: throw refused("value.type", "no text: $it") },
        { JsonPrimitive(it) },
    )
    val f64 = Codec(
        { json ->
            val number = (json as? JsonPrimitive)?.takeUnless { it.isString }?.doubleOrNull
            number ?: NAMED[(json as? JsonPrimitive)?.content] ?: throw refused("value.type", "no number: $json")
        },
        { if (it.isFinite()) JsonPrimitive(it) else JsonPrimitive(it.toString()) },
    )
    val i64 = Codec(
        { json ->
            val number = (json as? JsonPrimitive)?.takeUnless { it.isString }?.content?.toBigDecimalOrNull()
            number?.runCatching { longValueExact() }?.getOrNull() ?: throw refused("value.type", "no whole number: $json")
        },
        { JsonPrimitive(it) },
    )
    val u32 = Codec(
        { json ->
            val number = i64.decode(json)
            if (number in 0..UInt.MAX_VALUE.toLong()) number.toUInt() else throw refused("value.type", "out of range: $json")
        },
        { JsonPrimitive(it.toLong()) },
    )
    val bytes = Codec<ByteArray>(
        {
            if (it is JsonArray) it.map { byte -> u32.decode(byte).toByte() }.toByteArray()
            else text.decode(it).encodeToByteArray()
        },
        { bytes -> JsonArray(bytes.map { JsonPrimitive(it.toInt() and 0xff) }) },
    )
    val timestamp: Codec<Instant> = json(::timestampFromJson, ::timestampToJson)
    val span: Codec<Duration> = json(::spanFromJson, ::spanToJson)
    val date = Codec({ LocalDate.parse(text.decode(it)) }, { JsonPrimitive(it.toString()) })
    val decimal = Codec({ BigDecimal(text.decode(it)) }, { JsonPrimitive(it.toPlainString()) })

    fun <T : Any> option(inner: Codec<T>): Codec<T?> =
        Codec({ if (it == JsonNull) null else inner.decode(it) }, { it?.let(inner.encode) ?: JsonNull })

    fun <T> list(inner: Codec<T>): Codec<List<T>> = Codec(
        { (it as? JsonArray ?: throw refused("value.type", "no list: $it")).map(inner.decode) },
        { JsonArray(it.map(inner.encode)) },
    )

    fun <T> map(inner: Codec<T>): Codec<Map<String, T>> = Codec(
        { json ->
            (json as? JsonObject ?: throw refused("value.type", "no object: $json")).mapValues { inner.decode(it.value) }
        },
        { map -> JsonObject(map.mapValues { inner.encode(it.value) }) },
    )

    fun <T> json(read: (String) -> T, write: (T) -> String): Codec<T> =
        Codec({ read(it.toString()) }, { Json.parseToJsonElement(write(it)) })

    fun <T> label(vararg names: Pair<String, T>): Codec<T> = Codec(
        { json ->
            val name = text.decode(json)
            names.firstOrNull { it.first == name }?.second ?: throw refused("label.unknown", "no such label: $name")
        },
        { value -> JsonPrimitive(names.first { it.second == value }.first) },
    )

    private val NAMED = mapOf(
        "NaN" to Double.NaN,
        "Infinity" to Double.POSITIVE_INFINITY,
        "-Infinity" to Double.NEGATIVE_INFINITY,
    )
}

/** The arguments of a call, and the objects that they may name. */
internal class Given(private val values: Map<String, JsonElement>, private val objects: Map<String, Any>) {
    /** An argument by its name; one that is left out is `null`. */
    fun <T> value(name: String, codec: Codec<T>): T =
        try {
            codec.decode(values[name] ?: JsonNull)
        } catch (e: FirstlineException) {
            val separator = if (e.path.isEmpty() || e.path.startsWith("[")) "" else "."
            throw refused(e.code, e.message, spelt(name + separator + e.path))
        }

    /** An object that the file declares under `objects`. */
    fun <T : Any> objectNamed(name: String, type: KClass<T>): T {
        val found = objects[value(name, Codecs.text)]?.takeIf(type::isInstance)
        return type.cast(found ?: throw refused("case.object", "the file declares no such ${type.simpleName}", name))
    }
}
