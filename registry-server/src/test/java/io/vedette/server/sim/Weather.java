package io.vedette.server.sim;

/** How likely things go wrong at present, each as a probability, and how slow they are at most. */
final class Weather {

    double lostRequest;
    double lostAnswer;
    double doubledCommand;
    double lostSignal;
    double doubledSignal;
    double brokenCall;
    double lostCommit;
    double failingWrite;
    double failingRead;
    double failingEffect;
    double slowEffect;
    double hangingEffect;
    double brokenCode;
    int messageMillis = 2;
    int flushMillis = 2;

    /** As bad as the dice say; often only some things go wrong. */
    static Weather drawn(Dice dice) {
        Weather weather = new Weather();
        weather.lostRequest = drawn(dice, 0.05);
        weather.lostAnswer = drawn(dice, 0.1);
        weather.doubledCommand = drawn(dice, 0.2);
        weather.lostSignal = drawn(dice, 0.5);
        weather.doubledSignal = drawn(dice, 0.3);
        weather.brokenCall = drawn(dice, 0.1);
        weather.lostCommit = drawn(dice, 0.3);
        weather.failingWrite = drawn(dice, 0.2);
        weather.failingRead = drawn(dice, 0.05);
        weather.failingEffect = drawn(dice, 0.9);
        weather.slowEffect = drawn(dice, 0.1);
        weather.hangingEffect = drawn(dice, 0.1);
        weather.brokenCode = drawn(dice, 0.1);
        weather.messageMillis = dice.chance(0.5) ? dice.between(1, 300) : 2;
        weather.flushMillis = dice.chance(0.5) ? dice.between(1, 200) : 2;
        return weather;
    }

    private static double drawn(Dice dice, double most) {
        return dice.chance(0.5) ? most * dice.below(1000) / 1000 : 0;
    }

    /** From now on nothing goes wrong by itself. */
    void clear() {
        lostRequest = 0;
        lostAnswer = 0;
        doubledCommand = 0;
        lostSignal = 0;
        doubledSignal = 0;
        brokenCall = 0;
        lostCommit = 0;
        failingWrite = 0;
        failingRead = 0;
        failingEffect = 0;
        slowEffect = 0;
        hangingEffect = 0;
        brokenCode = 0;
        messageMillis = 2;
        flushMillis = 2;
    }
}
