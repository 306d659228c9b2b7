package io.vedette.proto.v1;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.CaseFormat;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reads the contract as protoc does, comments included. */
class ContractTest {

    private static FileDescriptorSet contract;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream in = Files.newInputStream(Path.of("target", "contract", "vedette.binpb"))) {
            contract = FileDescriptorSet.parseFrom(in);
        }
    }

    /** A type of event is documented by its payload, see the test below. */
    @Test
    void everyServiceMethodMessageFieldEnumAndValueIsDocumented() {
        List<String> undocumented = new ArrayList<>();
        int seen = 0;
        for (FileDescriptorProto file : contract.getFileList()) {
            Elements elements = new Elements();
            elements.addFile(file);
            Set<List<Integer>> documented = new HashSet<>();
            for (Location location : file.getSourceCodeInfo().getLocationList()) {
                if (!location.getLeadingComments().isBlank()) {
                    documented.add(location.getPathList());
                }
            }
            for (Element element : elements.all) {
                seen++;
                if (!documented.contains(element.path) && !element.name.startsWith("EventType.")) {
                    undocumented.add(file.getName() + ": " + element.name);
                }
            }
        }

        assertThat(undocumented).isEmpty();
        assertThat(seen).isGreaterThan(300);
    }

    @Test
    void everyTypeOfEventHasAMessageOfItsName() {
        Set<String> messages = Stream.of(RegistryEvents.getDescriptor(), RepoEvents.getDescriptor())
                .flatMap(family -> family.getNestedTypes().stream())
                .map(message -> message.getName())
                .collect(java.util.stream.Collectors.toSet());

        Set<String> named = new HashSet<>();
        for (EventType type : EventType.values()) {
            if (type != EventType.EVENT_TYPE_UNSPECIFIED && type != EventType.UNRECOGNIZED) {
                named.add(CaseFormat.UPPER_UNDERSCORE.to(CaseFormat.UPPER_CAMEL, type.name()));
            }
        }

        assertThat(named).isEqualTo(messages);
    }

    @Test
    void noNumberIsUsedTwice() {
        for (FileDescriptorProto file : contract.getFileList()) {
            Elements elements = new Elements();
            elements.addFile(file);
            for (DescriptorProto message : elements.messages) {
                assertThat(message.getFieldList().stream().map(field -> field.getNumber()))
                        .as(message.getName())
                        .doesNotHaveDuplicates();
            }
            for (EnumDescriptorProto type : elements.enums) {
                assertThat(type.getOptions().getAllowAlias()).as(type.getName()).isFalse();
                assertThat(type.getValueList().stream().map(value -> value.getNumber()))
                        .as(type.getName())
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    @Tag("W47")
    void thereIsOneEnumOfTypesOfEvents() {
        List<String> enums = new ArrayList<>();
        for (FileDescriptorProto file : contract.getFileList()) {
            Elements elements = new Elements();
            elements.addFile(file);
            for (EnumDescriptorProto type : elements.enums) {
                if (type.getValueList().stream()
                        .anyMatch(value -> value.getName().startsWith("REPO_"))) {
                    enums.add(type.getName());
                }
            }
        }

        assertThat(enums).containsExactly("EventType");
    }

    @Test
    void theNumbersOfCommandsSayWhomTheyAreFor() {
        assertThat(CommandRequest.getDescriptor().getOneofs()).hasSize(2); // the other one is the optional field's
        CommandRequest.getDescriptor().getOneofs().get(0).getFields().forEach(field -> {
            int number = field.getNumber();
            boolean onRepo = field.getName().matches("(confirm|accept)_(shadow|remote)|(set|clear)_repo_error");
            assertThat(number).as(field.getName()).isBetween(onRepo ? 40 : 10, onRepo ? 69 : 99);
        });
    }

    private record Element(String name, List<Integer> path) {}

    /** All parts of a file with their paths as in descriptor.proto. */
    private static final class Elements {
        final List<Element> all = new ArrayList<>();
        final List<DescriptorProto> messages = new ArrayList<>();
        final List<EnumDescriptorProto> enums = new ArrayList<>();

        void addFile(FileDescriptorProto file) {
            for (int i = 0; i < file.getMessageTypeCount(); i++) {
                addMessage("", file.getMessageType(i), List.of(FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER, i));
            }
            for (int i = 0; i < file.getEnumTypeCount(); i++) {
                addEnum("", file.getEnumType(i), List.of(FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER, i));
            }
            for (int i = 0; i < file.getServiceCount(); i++) {
                addService(file.getService(i), List.of(FileDescriptorProto.SERVICE_FIELD_NUMBER, i));
            }
        }

        private void addMessage(String outer, DescriptorProto message, List<Integer> path) {
            String name = outer + message.getName();
            messages.add(message);
            all.add(new Element(name, path));
            for (int i = 0; i < message.getFieldCount(); i++) {
                String field = name + "." + message.getField(i).getName();
                all.add(new Element(field, under(path, DescriptorProto.FIELD_FIELD_NUMBER, i)));
            }
            for (int i = 0; i < message.getNestedTypeCount(); i++) {
                addMessage(
                        name + ".", message.getNestedType(i), under(path, DescriptorProto.NESTED_TYPE_FIELD_NUMBER, i));
            }
            for (int i = 0; i < message.getEnumTypeCount(); i++) {
                addEnum(name + ".", message.getEnumType(i), under(path, DescriptorProto.ENUM_TYPE_FIELD_NUMBER, i));
            }
        }

        private void addEnum(String outer, EnumDescriptorProto type, List<Integer> path) {
            String name = outer + type.getName();
            enums.add(type);
            all.add(new Element(name, path));
            for (int i = 0; i < type.getValueCount(); i++) {
                String value = name + "." + type.getValue(i).getName();
                all.add(new Element(value, under(path, EnumDescriptorProto.VALUE_FIELD_NUMBER, i)));
            }
        }

        private void addService(ServiceDescriptorProto service, List<Integer> path) {
            all.add(new Element(service.getName(), path));
            for (int i = 0; i < service.getMethodCount(); i++) {
                String method = service.getName() + "." + service.getMethod(i).getName();
                all.add(new Element(method, under(path, ServiceDescriptorProto.METHOD_FIELD_NUMBER, i)));
            }
        }

        private static List<Integer> under(List<Integer> path, int field, int index) {
            List<Integer> longer = new ArrayList<>(path);
            longer.add(field);
            longer.add(index);
            return longer;
        }
    }
}
