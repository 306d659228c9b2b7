package io.vedette.gitshadow.internal.store;

import io.vedette.domain.Omission;
import io.vedette.domain.Omissions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.eclipse.jgit.util.QuotedString;

/**
 * Keeps the omissions of the newest snapshot beside the objects: the count on the first line, then a line for each that
 * is listed, its reason, a tab and its path, quoted as git quotes paths.
 */
final class OmissionFile {
    static final String NAME = "vedette-omissions";

    private OmissionFile() {}

    static byte[] bytes(Omissions omissions) {
        StringBuilder text = new StringBuilder().append(omissions.count()).append('\n');
        for (Omission omission : omissions.first()) {
            text.append(omission.reason()).append('\t');
            text.append(QuotedString.GIT_PATH.quote(omission.path())).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    static Omissions read(Path repository) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(repository.resolve(NAME));
        } catch (NoSuchFileException e) {
            return Omissions.NONE;
        }
        Iterator<String> line = lines.iterator();
        int count = line.hasNext() ? Integer.parseInt(line.next().trim()) : 0;
        List<Omission> first = new ArrayList<>();
        while (line.hasNext() && first.size() < Omissions.LISTED) {
            String[] parts = line.next().split("\t", 2);
            if (parts.length == 2) {
                first.add(new Omission(QuotedString.GIT_PATH.dequote(parts[1]), parts[0]));
            }
        }
        return new Omissions(first, count);
    }
}
