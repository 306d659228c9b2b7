package io.vedette.observer;

import java.time.Instant;

/**
 * Something that is wrong with an observer as a whole, and so belongs to no activity.
 *
 * @param subject what is wrong, as {@code signals} or {@code prefix /ex/a}
 * @param why a sentence
 * @param since since when
 * @param advice what an operator can do
 */
public record Condition(String subject, String why, Instant since, String advice) {}
