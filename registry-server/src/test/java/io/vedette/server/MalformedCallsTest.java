package io.vedette.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.vedette.domain.CommandId;
import io.vedette.domain.Event;
import io.vedette.domain.ImportId;
import io.vedette.domain.Recorded;
import io.vedette.domain.RepoId;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.CommandRequest;
import io.vedette.proto.v1.CommandServiceGrpc;
import io.vedette.proto.v1.ListReposRequest;
import io.vedette.proto.v1.RepoSummary;
import io.vedette.server.BrokenCalls.Ending;
import io.vedette.server.BrokenCalls.Outcome;
import io.vedette.server.BrokenCalls.Plan;
import io.vedette.server.BrokenMessages.Flaw;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Ten thousand malformed calls to each method that a server offers: each gets a clear answer, and the server is as
 * before. The methods come from the server, so a new one is covered as soon as it exists.
 */
@Tag("slow")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class MalformedCallsTest {

    private static final int CALLS = Integer.getInteger("vedette.calls", 10_000);
    private static final int AT_ONCE = 100;
    private static final Set<Status.Code> CLEAR = EnumSet.of(
            Status.Code.OK,
            Status.Code.INVALID_ARGUMENT,
            Status.Code.NOT_FOUND,
            Status.Code.ALREADY_EXISTS,
            Status.Code.FAILED_PRECONDITION,
            Status.Code.ABORTED,
            Status.Code.RESOURCE_EXHAUSTED);

    private static final Set<String> ENDLESS =
            Set.of("vedette.v1.JournalService/Subscribe", "grpc.health.v1.Health/Watch");

    private final long seed = Long.getLong("vedette.seed", System.nanoTime());
    private final Collection<String> thrown = new ConcurrentLinkedQueue<>();
    private final Set<CommandId> accepted = ConcurrentHashMap.newKeySet();
    private final Logger grpc = Logger.getLogger("io.grpc");
    private final Handler listening = new Listening();
    private TestRegistry registry;
    private List<ByteString> ids;
    private long begun;

    @BeforeEach
    void start() {
        System.err.println("-Dvedette.seed=" + seed);
        grpc.addHandler(listening);
        registry = TestRegistry.start().withRoot();
        ids = Stream.of("/ex/a", "/ex/ab", "/ex/" + "é".repeat(100))
                .map(registry::added)
                .map(repo -> WireIds.bytes(repo.uuid()))
                .toList();
        begun = registry.storage.end().position();
    }

    @AfterEach
    void stop() {
        grpc.removeHandler(listening);
        registry.close();
    }

    @Test
    void everyMethodAnswersClearlyAndTheServerIsAsBefore() throws Exception {
        run(200);
        Load before = Load.now();

        run(CALLS);

        assertThat(thrown).isEmpty();
        assertThatEachEventHasItsCommand();
        assertThatNothingIsLeftOver();
        assertThatItWorks();
        Load after = Load.now();
        assertThat(after.threads).as("threads").isLessThanOrEqualTo(before.threads + 8);
        assertThat(after.heap).as("heap in use").isLessThan(before.heap + (48L << 20));
    }

    /** On a connection of its own: what a client had begun to send to a call that was ended stays until it closes. */
    private void run(int calls) throws Exception {
        ManagedChannel channel = registry.connect();
        for (MethodDescriptor<?, ?> method : methods()) {
            assertThat(batch(channel, method, calls))
                    .as("%s, -Dvedette.seed=%s", method.getFullMethodName(), seed)
                    .isEmpty();
        }
        channel.shutdownNow();
        assertThat(channel.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    private List<String> batch(ManagedChannel channel, MethodDescriptor<?, ?> method, int calls)
            throws InterruptedException {
        SplittableRandom random =
                new SplittableRandom(seed ^ method.getFullMethodName().hashCode());
        Semaphore free = new Semaphore(AT_ONCE);
        Collection<String> failures = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < calls && failures.size() < 5; i++) {
            Plan plan = plan(method, random);
            free.acquire();
            BrokenCalls.call(channel, plan).whenComplete((outcome, impossible) -> {
                if (!isClear(outcome)) {
                    failures.add(text(outcome));
                }
                if (outcome.status().isOk() && method.equals(CommandServiceGrpc.getExecuteMethod())) {
                    accepted.add(commandId(outcome));
                }
                free.release();
            });
        }
        free.acquire(AT_ONCE);
        return List.copyOf(failures);
    }

    private Plan plan(MethodDescriptor<?, ?> method, SplittableRandom random) {
        BrokenMessages messages = new BrokenMessages(random, ids);
        boolean single = method.getType().clientSendsOneMessage();
        int count = single ? (random.nextInt(40) == 0 ? 2 * random.nextInt(2) : 1) : random.nextInt(5);
        List<Flaw> flaws = new ArrayList<>();
        List<byte[]> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Flaw flaw = flaw(random);
            flaws.add(flaw);
            sent.add(messages.message(input(method), flaw));
        }
        return new Plan(method, flaws, sent, ending(method, random));
    }

    private static Ending ending(MethodDescriptor<?, ?> method, SplittableRandom random) {
        if (method.getType().serverSendsOneMessage()) {
            return Ending.HALF_CLOSE;
        }
        boolean waits = !ENDLESS.contains(method.getFullMethodName()) && random.nextInt(4) > 0;
        return waits ? Ending.HALF_CLOSE : random.nextInt(4) > 0 ? Ending.CANCEL : Ending.CANCEL_AT_ONCE;
    }

    private static Flaw flaw(SplittableRandom random) {
        int any = random.nextInt(2_000);
        if (any < 2) {
            return Flaw.OVERSIZED;
        }
        if (any < 22) {
            return Flaw.HUGE_STRING;
        }
        return any % 3 == 0 ? Flaw.ODD_VALUES : Flaw.values()[any % Flaw.HUGE_STRING.ordinal()];
    }

    private static boolean isClear(Outcome outcome) {
        Status status = outcome.status();
        boolean explained = status.isOk()
                || (status.getDescription() != null && !status.getDescription().isBlank());
        boolean behind = status.getCode() == Status.Code.UNAVAILABLE
                && String.valueOf(status.getDescription()).contains("not yet at");
        boolean own = outcome.cancelled() && status.getCode() == Status.Code.CANCELLED;
        return own || (explained && (behind || CLEAR.contains(status.getCode())));
    }

    private static String text(Outcome outcome) {
        List<String> messages = outcome.plan().messages().stream()
                .map(bytes -> bytes.length > 300
                        ? bytes.length + " bytes"
                        : HexFormat.of().formatHex(bytes))
                .toList();
        return outcome.status() + " " + outcome.plan().ending() + " "
                + outcome.plan().flaws() + " " + messages;
    }

    private List<MethodDescriptor<?, ?>> methods() {
        Stream<ServiceDescriptor> own = registry.server.core().services().stream()
                .map(service -> service.bindService())
                .map(ServerServiceDefinition::getServiceDescriptor);
        List<MethodDescriptor<?, ?>> methods = new ArrayList<>();
        Stream.concat(own, Stream.of(HealthGrpc.getServiceDescriptor(), ServerReflectionGrpc.getServiceDescriptor()))
                .forEach(service -> methods.addAll(service.getMethods()));
        return methods;
    }

    private static Descriptor input(MethodDescriptor<?, ?> method) {
        return ((ProtoMethodDescriptorSupplier) method.getSchemaDescriptor())
                .getMethodDescriptor()
                .getInputType();
    }

    private static CommandId commandId(Outcome outcome) {
        try {
            return new CommandId(WireIds.uuid(
                    CommandRequest.parseFrom(outcome.plan().messages().get(0)).getCommandId()));
        } catch (InvalidProtocolBufferException unread) {
            throw new AssertionError("accepted, though it is no command", unread);
        }
    }

    /** Nothing happened but what an accepted command or the registry's own steps after one say. */
    private void assertThatEachEventHasItsCommand() {
        registry.idle();
        List<Recorded> all =
                registry.storage.readAll(0, aggregate -> true).toStream().toList();
        assertThat(all)
                .filteredOn(event -> !ImportId.isOne(event.aggregate()))
                .filteredOn(event -> !accepted.contains(event.command()))
                .filteredOn(event -> !isOwnStep(event))
                .allMatch(event -> event.position() <= begun);
        assertThat(accepted).as("commands that were well-formed after all").isNotEmpty();
        assertThat(all).noneMatch(event -> event.event() instanceof Event.Malformed);
    }

    /** Whether the registry did it by itself: only its own commands have ids that follow from their cause. */
    private static boolean isOwnStep(Recorded event) {
        CommandId command = event.command();
        return command != null && command.uuid().version() == 5;
    }

    private void assertThatNothingIsLeftOver() {
        TestRegistry.await(() -> registry.server.core().hub().size() == 0);
        TestRegistry.await(() -> registry.server.core().linked() == 0);
        TestRegistry.await(() -> registry.server.core().isIdle());
    }

    private void assertThatItWorks() {
        RepoId repo = registry.added("/ex/afterwards-" + UUID.randomUUID());
        assertThat(registry.queries.getRepo(TestRegistry.byId(repo)).getPath()).startsWith("/ex/afterwards");
        registry.execute(TestRegistry.shadow(repo, "/shadows/a"));
        List<RepoSummary> repos = new ArrayList<>();
        registry.queries
                .listRepos(ListReposRequest.newBuilder()
                        .setRegistry("exreg")
                        .setPathPrefix("/")
                        .build())
                .forEachRemaining(repos::add);
        assertThat(repos).allMatch(RepoSummary::getAdded);
        try (TestRegistry again = TestRegistry.on(sharedStorage())) {
            assertThat(again.queries.getRepo(TestRegistry.byId(repo)).getShadowPath())
                    .isEqualTo("/shadows/a");
        }
    }

    private WrappedStorage sharedStorage() {
        return new WrappedStorage(registry.storage) {
            @Override
            public void close() {}
        };
    }

    private record Load(long threads, long heap) {
        static Load now() {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            // The executor is that of the client in this process.
            long threads = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> !thread.getName().startsWith("grpc-default-executor"))
                    .count();
            return new Load(threads, runtime.totalMemory() - runtime.freeMemory());
        }
    }

    /** Hears of what was thrown where nobody caught it. */
    private final class Listening extends Handler {
        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
                thrown.add(entry.getLoggerName() + ": " + entry.getMessage() + ": " + entry.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
