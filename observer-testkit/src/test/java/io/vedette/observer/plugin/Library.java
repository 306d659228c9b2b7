package io.vedette.observer.plugin;

/** Says which copies of a class a plug-in sees; the program's copy of it is {@link com.example.library.Greeting}. */
final class Library {

    private Library() {}

    static final String NAME = "com.example.library.Greeting";

    /** Another version of the program's class. */
    static final String OF_THE_PLUGIN = """
            package com.example.library;

            public final class Greeting {
                public static String text() {
                    return "the plug-in's";
                }
            }
            """;
}
