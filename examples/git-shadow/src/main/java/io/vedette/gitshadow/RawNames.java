package io.vedette.gitshadow;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of file names, whatever the locale. The platform decodes names with the locale's charset and loses what does
 * not fit, but its paths keep the bytes, and {@link Path#toUri} shows them percent-encoded. That way costs a system
 * call, so it is taken only where decoding may have lost something.
 */
public final class RawNames {
    private static final boolean UTF8_LOCALE =
            StandardCharsets.UTF_8.name().equalsIgnoreCase(charset(System.getProperty("sun.jnu.encoding")));
    private static final char REPLACEMENT = '\uFFFD';

    private RawNames() {}

    /** The bytes of the last name of an absolute path that came from listing a directory. */
    public static byte[] ofEntry(Path entry) {
        String name = String.valueOf(entry.getFileName());
        if (isTrustworthy(name)) {
            return name.getBytes(StandardCharsets.UTF_8);
        }
        String uri = withoutEnd(entry.toUri().getRawPath());
        return decode(uri.substring(uri.lastIndexOf('/') + 1));
    }

    /** The bytes of an absolute path. */
    public static byte[] bytes(Path absolute) {
        String text = absolute.toString();
        if (isTrustworthy(text)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        return decode(withoutEnd(absolute.toUri().getRawPath()));
    }

    /** An absolute path as text, which {@link #path} reads; bytes that are not UTF-8 are lost. */
    public static String text(Path absolute) {
        return new String(bytes(absolute), StandardCharsets.UTF_8);
    }

    /** The bytes of a symbolic link's target. */
    public static byte[] ofTarget(Path target) {
        String text = target.toString();
        if (isTrustworthy(text)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        String uri = target.toUri().getRawPath();
        if (!text.endsWith("/")) {
            uri = withoutEnd(uri);
        }
        if (target.isAbsolute()) {
            return decode(uri);
        }
        String base = withoutEnd(Path.of("").toUri().getRawPath());
        return decode(uri.substring(base.length() + 1));
    }

    /** The path of a file whose name is UTF-8, whatever the locale. */
    public static Path path(String absolute) {
        return path(absolute.getBytes(StandardCharsets.UTF_8));
    }

    /** The path with these bytes; absolute. */
    public static Path path(byte[] absolute) {
        return Path.of(URI.create("file://" + encode(absolute)));
    }

    /** Bytes in ASCII, on one line and without blanks: most of them percent-encoded. {@link #decode} reads it. */
    public static String encode(byte[] bytes) {
        StringBuilder encoded = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            if (isPlain(b)) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(hex(b >> 4)).append(hex(b));
            }
        }
        return encoded.toString();
    }

    /** The text of a name, or null if it is not UTF-8. */
    public static @Nullable String utf8(byte[] name) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** For people: on one line, with bytes that are not UTF-8 and control characters as {@code \xHH}. */
    public static String show(byte[] name) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < name.length; ) {
            int length = Math.min(sequenceLength(name[i]), name.length - i);
            byte[] sequence = new byte[length];
            System.arraycopy(name, i, sequence, 0, length);
            String text = utf8(sequence);
            if (text != null && !Character.isISOControl(text.codePointAt(0))) {
                shown.append(text);
                i += length;
            } else {
                shown.append("\\x").append(hex(name[i] >> 4)).append(hex(name[i]));
                i++;
            }
        }
        return shown.toString();
    }

    /** For people, as {@link #show(byte[])}. */
    public static String show(String text) {
        return show(text.getBytes(StandardCharsets.UTF_8));
    }

    /** An absolute path for people, as {@link #show(byte[])}. */
    public static String show(Path absolute) {
        return show(bytes(absolute));
    }

    private static int sequenceLength(byte first) {
        int b = first & 0xff;
        return b < 0xc0 ? 1 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
    }

    private static boolean isTrustworthy(String name) {
        return UTF8_LOCALE ? name.indexOf(REPLACEMENT) < 0 : name.chars().allMatch(c -> c < 0x80);
    }

    private static String withoutEnd(String uri) {
        return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    }

    /** The bytes of a percent-encoded text. */
    public static byte[] decode(String percentEncoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(percentEncoded.length());
        for (int i = 0; i < percentEncoded.length(); i++) {
            char c = percentEncoded.charAt(i);
            if (c == '%') {
                bytes.write(Integer.parseInt(percentEncoded, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toByteArray();
    }

    private static boolean isPlain(byte b) {
        return b == '/' || b == '.' || b == '-' || b == '_' || (b > 0 && Character.isLetterOrDigit(b));
    }

    private static char hex(int nibble) {
        return Character.forDigit(nibble & 0xf, 16);
    }

    private static String charset(@Nullable String name) {
        return name == null ? "" : Charset.forName(name).name();
    }
}
