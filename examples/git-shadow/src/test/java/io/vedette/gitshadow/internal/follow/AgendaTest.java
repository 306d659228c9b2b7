package io.vedette.gitshadow.internal.follow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgendaTest {
    private final Agenda agenda = new Agenda();
    private final Followed one = Repos.followed("one", 0);
    private final Followed two = Repos.followed("two", 0);

    @Test
    void givesWhatIsDueAndTheLongestDueFirst() {
        agenda.put(one, 20);
        agenda.put(two, 10);

        assertThat(agenda.poll(9)).isNull();
        assertThat(agenda.poll(30)).isSameAs(two);
        assertThat(agenda.poll(19)).isNull();
        assertThat(agenda.poll(20)).isSameAs(one);
        assertThat(agenda.poll(Long.MAX_VALUE)).isNull();
    }

    @Test
    void anEarlierTimeCounts() {
        agenda.put(one, 20);

        agenda.put(one, 10);
        agenda.put(one, 30);

        assertThat(agenda.poll(10)).isSameAs(one);
        assertThat(agenda.poll(40)).isNull();
    }

    @Test
    void holdsTwoThatAreDueAtTheSameTime() {
        agenda.put(one, 10);
        agenda.put(two, 10);

        assertThat(agenda.poll(10)).isSameAs(one);
        assertThat(agenda.poll(10)).isSameAs(two);
    }

    @Test
    void forgetsWhatIsTakenOut() {
        agenda.put(one, 10);

        agenda.remove(one);
        agenda.remove(two);

        assertThat(agenda.poll(10)).isNull();
    }

    @Test
    void bearsTimesThatOverflow() {
        agenda.put(one, Long.MIN_VALUE + 5);
        agenda.put(two, Long.MAX_VALUE - 5);

        assertThat(agenda.poll(Long.MAX_VALUE - 4)).isSameAs(two);
        assertThat(agenda.poll(Long.MAX_VALUE)).isNull();
        assertThat(agenda.poll(Long.MIN_VALUE + 5)).isSameAs(one);
    }
}
