package io.vedette.proto.v1;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One file of the contract with its comments, for pages that are rendered from them. */
final class CommentedContract {

    private final FileDescriptorProto file;
    private final Map<List<Integer>, String> comments = new HashMap<>();

    private CommentedContract(FileDescriptorProto file) {
        this.file = file;
        for (Location location : file.getSourceCodeInfo().getLocationList()) {
            comments.put(
                    location.getPathList(),
                    location.getLeadingComments()
                            .strip()
                            .replaceAll("\\s+", " ")
                            .replace("<", "&lt;"));
        }
    }

    static CommentedContract of(String file) throws IOException {
        try (InputStream in = Files.newInputStream(Path.of("target", "contract", "vedette.binpb"))) {
            return FileDescriptorSet.parseFrom(in).getFileList().stream()
                    .filter(candidate -> candidate.getName().equals("vedette/v1/" + file))
                    .findFirst()
                    .map(CommentedContract::new)
                    .orElseThrow(() -> new NoSuchElementException(file));
        }
    }

    /** A message at the top of the file. */
    Message message(String name) {
        int at = IntStream.range(0, file.getMessageTypeCount())
                .filter(i -> file.getMessageType(i).getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(name));
        return new Message(file.getMessageType(at), List.of(FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER, at));
    }

    /** The values of an enum at the top of the file, each with its comment. */
    Map<String, String> values(String name) {
        int at = IntStream.range(0, file.getEnumTypeCount())
                .filter(i -> file.getEnumType(i).getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(name));
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < file.getEnumType(at).getValueCount(); i++) {
            values.put(
                    file.getEnumType(at).getValue(i).getName(),
                    comment(List.of(
                            FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER,
                            at,
                            EnumDescriptorProto.VALUE_FIELD_NUMBER,
                            i)));
        }
        return values;
    }

    private String comment(List<Integer> path) {
        return comments.getOrDefault(path, "");
    }

    /** A message, and where it is in its file. */
    final class Message {
        private final DescriptorProto message;
        private final List<Integer> path;

        private Message(DescriptorProto message, List<Integer> path) {
            this.message = message;
            this.path = path;
        }

        String name() {
            return message.getName();
        }

        String comment() {
            return CommentedContract.this.comment(path);
        }

        List<Field> fields() {
            return IntStream.range(0, message.getFieldCount())
                    .mapToObj(i -> new Field(
                            message.getField(i),
                            CommentedContract.this.comment(join(path, DescriptorProto.FIELD_FIELD_NUMBER, i))))
                    .toList();
        }

        List<Message> nested() {
            return IntStream.range(0, message.getNestedTypeCount())
                    .mapToObj(i -> new Message(
                            message.getNestedType(i), join(path, DescriptorProto.NESTED_TYPE_FIELD_NUMBER, i)))
                    .toList();
        }

        private static List<Integer> join(List<Integer> path, int field, int index) {
            return Stream.concat(path.stream(), Stream.of(field, index)).toList();
        }
    }

    /** A field and its comment. */
    record Field(FieldDescriptorProto field, String comment) {

        /** The name as lines of a history file have it: of an aggregate's id, the aggregate. */
        String name() {
            return field.getJsonName().replaceFirst("^(repo|registry|workflow)Id$", "$1");
        }
    }
}
