package io.vedette.observer.internal.repo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The text of a stored error. */
class StoredMessageTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123Z");
    private static final String TIME = "2026-11-21T12:00:00Z ";

    private static String of(String message) {
        return StoredMessage.of(NOON, new IllegalStateException(message));
    }

    private static int points(String text) {
        return text.codePointCount(0, text.length());
    }

    @Test
    void beginsWithTheTimeInRfc3339() {
        assertThat(of("bad dir")).isEqualTo(TIME + "bad dir");
    }

    @Test
    void aLongPathIsShortenedInItsMiddleSoThatTheCauseBehindItCanBeRead() {
        String cause = " does not exist: create it or correct the path of the root";

        String text = of("directory /srv/files/" + "very-long/".repeat(20) + "end" + cause);

        assertThat(points(text)).isEqualTo(120);
        assertThat(text).startsWith(TIME + "directory /srv/files").contains("…").endsWith("/end" + cause);
        assertThat(of("directory /srv/files/end" + cause)).isEqualTo(TIME + "directory /srv/files/end" + cause);
    }

    @Test
    @Tag("W20")
    void isCutBetweenCodePointsWhereverTheyFall() {
        for (String letter : new String[] {"a", "ü", "日", "😀", "a😀", "üa😀"}) {
            for (int shift = 0; shift < 4; shift++) {
                String text = of("x".repeat(shift) + letter.repeat(200));

                assertThat(points(text)).isEqualTo(120);
                assertThat(text).endsWith("…");
                assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                        .isEqualTo(text);
            }
        }
    }

    @Test
    void isLeftWholeUpToTheLimit() {
        String fits = "ü".repeat(120 - TIME.length());

        assertThat(of(fits)).isEqualTo(TIME + fits);
        assertThat(of(fits + "ü")).endsWith("ü…");
    }

    @Test
    void isOneLineOfPlainCharacters() {
        assertThat(of("a\nb\tc\0d\u2028e\u0085f")).isEqualTo(TIME + "a b c d e f");
        assertThat(of("half \ud83d a pair")).isEqualTo(TIME + "half \ufffd a pair");
    }

    @Test
    void namesTheClassAndThePlaceWhereThereIsNoMessage() {
        assertThat(of(" \n "))
                .startsWith(TIME + "java.lang.IllegalStateException in " + StoredMessageTest.class.getName());
        assertThat(StoredMessage.of(NOON, new IllegalStateException()))
                .startsWith(TIME + "java.lang.IllegalStateException in ");
    }
}
