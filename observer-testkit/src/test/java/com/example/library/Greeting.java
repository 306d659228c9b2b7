package com.example.library;

/** A library of the program, of which a plug-in may bring along another version. */
public final class Greeting {

    private Greeting() {}

    public static String text() {
        return "the program's";
    }
}
