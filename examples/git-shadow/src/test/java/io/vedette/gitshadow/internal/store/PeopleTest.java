package io.vedette.gitshadow.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.Author;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeopleTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Ada <ada@example.com>|Ada <ada@example.com>",
                "Ada Байрон  <ada@example.com>|Ada Байрон <ada@example.com>",
                "Ada|Ada <unknown@localhost>",
                "ada@example.com|ada@example.com <ada@example.com>",
                "<ada@example.com>|ada@example.com <ada@example.com>",
                "Ada <ada@example.com|Ada <ada@example.com>",
                "Ada <<ada@example.com>>|Ada <ada@example.com>",
                "Ada <>|Ada <unknown@localhost>",
                "<>|unknown <unknown@localhost>",
                "., ;|unknown <unknown@localhost>",
            })
    void readsPeopleLeniently(String given, String expected) {
        var person = People.of(new Author(given), Instant.EPOCH);

        assertThat(person.getName() + " <" + person.getEmailAddress() + ">").isEqualTo(expected);
        assertThat(person.toExternalString()).isEqualTo(expected + " 0 +0000");
    }
}
