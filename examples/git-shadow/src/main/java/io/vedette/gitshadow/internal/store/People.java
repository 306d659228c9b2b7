package io.vedette.gitshadow.internal.store;

import io.vedette.domain.Author;
import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.lib.PersonIdent;

/** The names that stand in commits. */
final class People {
    private People() {}

    /** The program itself. */
    static PersonIdent vedette(Instant when) {
        return new PersonIdent("Vedette", "vedette@localhost", when, ZoneOffset.UTC);
    }

    /** A person given as {@code name <mail>}. What is missing is filled in, what git forbids is left out. */
    static PersonIdent of(Author author, Instant when) {
        String text = author.value().strip();
        int open = text.lastIndexOf('<');
        String name = clean(open < 0 ? text : text.substring(0, open));
        String mail = open < 0 ? "" : clean(text.substring(open));
        if (open < 0 && text.indexOf('@') > 0 && text.indexOf(' ') < 0) {
            mail = name;
        }
        if (name.isEmpty()) {
            name = mail.isEmpty() ? "unknown" : mail;
        }
        return new PersonIdent(name, mail.isEmpty() ? "unknown@localhost" : mail, when, ZoneOffset.UTC);
    }

    private static String clean(String text) {
        return text.replaceAll("[<>\\p{Cntrl}]", "").replaceAll("^[\\s.,:;\"']+|[\\s.,:;\"']+$", "");
    }
}
