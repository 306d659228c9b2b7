package io.vedette.server;

import static io.vedette.server.TestRegistry.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.Control;
import io.vedette.proto.v1.ControlAnswer;
import io.vedette.proto.v1.ExplainAnswer;
import io.vedette.proto.v1.ExplainReply;
import io.vedette.proto.v1.ExplainRequest;
import io.vedette.proto.v1.ExplainServiceGrpc;
import io.vedette.proto.v1.Explanation;
import io.vedette.proto.v1.Hello;
import io.vedette.proto.v1.LeverReply;
import io.vedette.proto.v1.LeverRequest;
import io.vedette.proto.v1.LeverServiceGrpc;
import io.vedette.proto.v1.ObserverFrame;
import io.vedette.proto.v1.RegistryFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Linked observers and what they are asked. */
class LinksTest {

    private final TestRegistry registry = TestRegistry.start();

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void asksEveryLinkedObserverAndPassesItsAnswersOn() {
        FakeObserver one = link("one");
        FakeObserver other = link("other");
        ClientStream<ExplainRequest, ExplainReply> replies = explain("/ex/a");

        one.awaitQuestion("/ex/a");
        other.awaitQuestion("/ex/a");
        one.answer(false, "/ex/a/1");
        await(() -> replies.received.size() == 1);
        one.answer(true, "/ex/a/2");
        other.answer(true);

        assertThat(replies.awaitEnd().isOk()).isTrue();
        assertThat(replies.received).noneMatch(ExplainReply::getSilent);
        assertThat(replies.received.stream()
                        .filter(reply -> reply.getObserver().equals("one"))
                        .flatMap(reply -> reply.getExplanationsList().stream())
                        .map(Explanation::getPath))
                .containsExactly("/ex/a/1", "/ex/a/2");
    }

    @Test
    void namesThoseThatDoNotAnswer() {
        FakeObserver talking = link("talking");
        link("silent");
        ClientStream<ExplainRequest, ExplainReply> replies = explain("");
        talking.awaitQuestion("");
        talking.answer(true, "/ex/a");

        assertThat(replies.awaitEnd().isOk()).isTrue();
        assertThat(replies.received).hasSize(2);
        assertThat(replies.received.get(1).getObserver()).isEqualTo("silent");
        assertThat(replies.received.get(1).getSilent()).isTrue();
    }

    @Test
    void oneThatLeavesMeanwhileIsNamedAtOnce() {
        FakeObserver leaving = link("leaving");
        ClientStream<ExplainRequest, ExplainReply> replies = explain("");
        leaving.awaitQuestion("");

        leaving.frames.onCompleted();

        assertThat(replies.awaitEnd().isOk()).isTrue();
        assertThat(replies.received).singleElement().matches(ExplainReply::getSilent);
    }

    @Test
    void withoutObserversTheAnswerIsEmpty() {
        List<ExplainReply> replies = new ArrayList<>();

        registry.explain.explain(ExplainRequest.getDefaultInstance()).forEachRemaining(replies::add);

        assertThat(replies).isEmpty();
    }

    @Test
    void anObserverThatLinksAgainReplacesItsFormerLink() {
        UUID instance = UUID.randomUUID();
        FakeObserver before = link("again", instance);

        FakeObserver after = link("again", instance);

        assertThat(before.stream.awaitEnd().getCode()).isEqualTo(Status.Code.ABORTED);
        ClientStream<ExplainRequest, ExplainReply> replies = explain("");
        after.awaitQuestion("");
        after.answer(true);
        assertThat(replies.awaitEnd().isOk()).isTrue();
        assertThat(replies.received).hasSize(1);
    }

    @Test
    void theFirstFrameMustBeHello() {
        ClientStream<ObserverFrame, RegistryFrame> stream = ClientStream.eager();
        StreamObserver<ObserverFrame> frames = registry.link.link(stream);

        frames.onNext(ObserverFrame.newBuilder()
                .setExplain(ExplainAnswer.getDefaultInstance())
                .build());

        assertThat(stream.awaitEnd().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void aLeverIsPulledAtEveryLinkedObserverAndTheSilentAreNamed() {
        FakeObserver has = link("has");
        FakeObserver hasNot = link("has not");
        link("silent");
        ClientStream<LeverRequest, LeverReply> replies = pull(lever(Control.Lever.PAUSE));

        has.answerLever(Control.Lever.PAUSE, true, "is paused");
        hasNot.answerLever(Control.Lever.PAUSE, false, "this observer does not follow it");

        assertThat(replies.awaitEnd().isOk()).isTrue();
        assertThat(replies.received)
                .extracting(LeverReply::getObserver, LeverReply::getFound, LeverReply::getSilent)
                .containsExactlyInAnyOrder(
                        tuple("has", true, false), tuple("has not", false, false), tuple("silent", false, true));
        assertThat(replies.received)
                .filteredOn(LeverReply::getFound)
                .allMatch(reply -> reply.getMessage().equals("is paused")
                        && reply.getExplanation().getPath().equals("/ex/a"));
    }

    @Test
    void anAnswerToAnotherQuestionIsNotTakenForThisOne() {
        FakeObserver late = link("late");
        ClientStream<ExplainRequest, ExplainReply> asked = explain("");
        late.awaitQuestion("");
        assertThat(asked.awaitEnd().isOk()).isTrue();
        ClientStream<LeverRequest, LeverReply> replies = pull(lever(Control.Lever.RETRY));
        late.stream.awaitMessage(RegistryFrame::hasControl);

        late.answer(true, "/ex/late");
        late.answerLever(Control.Lever.RETRY, true, "is tried now");

        assertThat(replies.awaitEnd().isOk()).isTrue();
        assertThat(replies.received)
                .singleElement()
                .matches(reply -> reply.getFound() && reply.getMessage().equals("is tried now"));
    }

    @Test
    void aLeverWithoutAThingToPullItAtIsRefused() {
        for (LeverRequest wrong : List.of(
                LeverRequest.getDefaultInstance(),
                lever(Control.Lever.LEVER_UNSPECIFIED),
                LeverRequest.newBuilder().setLever(Control.Lever.PAUSE).build(),
                lever(Control.Lever.PAUSE).toBuilder().setLeverValue(99).build())) {
            ClientStream<LeverRequest, LeverReply> replies = pull(wrong);

            assertThat(replies.awaitEnd().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
            assertThat(replies.received).isEmpty();
        }
    }

    private static LeverRequest lever(Control.Lever lever) {
        return LeverRequest.newBuilder()
                .setLever(lever)
                .setAggregate(WireIds.ref(TestRegistry.repo("r1").aggregate()))
                .build();
    }

    private ClientStream<LeverRequest, LeverReply> pull(LeverRequest request) {
        ClientStream<LeverRequest, LeverReply> replies = ClientStream.eager();
        LeverServiceGrpc.newStub(registry.channel).pull(request, replies);
        return replies;
    }

    private FakeObserver link(String name) {
        return link(name, UUID.randomUUID());
    }

    private FakeObserver link(String name, UUID instance) {
        long before = registry.server.core().linked();
        ClientStream<ObserverFrame, RegistryFrame> stream = ClientStream.eager();
        StreamObserver<ObserverFrame> frames = registry.link.link(stream);
        frames.onNext(ObserverFrame.newBuilder()
                .setHello(Hello.newBuilder().setName(name).setInstance(WireIds.bytes(instance)))
                .build());
        await(() -> registry.server.core().linked() != before
                || registry.server.core().hasLinked(WireIds.bytes(instance)));
        return new FakeObserver(stream, frames);
    }

    private ClientStream<ExplainRequest, ExplainReply> explain(String path) {
        ClientStream<ExplainRequest, ExplainReply> replies = ClientStream.eager();
        ExplainServiceGrpc.newStub(registry.channel)
                .explain(ExplainRequest.newBuilder().setPath(path).build(), replies);
        return replies;
    }

    private record FakeObserver(
            ClientStream<ObserverFrame, RegistryFrame> stream, StreamObserver<ObserverFrame> frames) {

        void awaitQuestion(String path) {
            stream.awaitMessage(frame -> frame.hasExplain()
                    && frame.getExplain().getRequest().getPath().equals(path));
        }

        void answerLever(Control.Lever lever, boolean found, String message) {
            stream.awaitMessage(
                    frame -> frame.hasControl() && frame.getControl().getLever() == lever);
            long question = stream.received.stream()
                    .filter(RegistryFrame::hasControl)
                    .findFirst()
                    .orElseThrow()
                    .getControl()
                    .getQuestion();
            ControlAnswer.Builder answer = ControlAnswer.newBuilder()
                    .setQuestion(question)
                    .setFound(found)
                    .setMessage(message);
            if (found) {
                answer.setExplanation(Explanation.newBuilder().setPath("/ex/a"));
            }
            frames.onNext(ObserverFrame.newBuilder().setControl(answer).build());
        }

        void answer(boolean last, String... paths) {
            ExplainAnswer.Builder answer = ExplainAnswer.newBuilder()
                    .setQuestion(stream.received.get(0).getExplain().getQuestion())
                    .setLast(last);
            for (String path : paths) {
                answer.addExplanations(Explanation.newBuilder().setPath(path));
            }
            frames.onNext(ObserverFrame.newBuilder().setExplain(answer).build());
        }
    }
}
