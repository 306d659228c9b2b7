package io.vedette.cli;

/** What the program's exit code says. */
public final class Exit {

    /** It went as asked. */
    public static final int OK = 0;

    /** Something was found that should not be, or an expectation failed. */
    public static final int FINDINGS = 1;

    /** The command line is wrong, or a file or folder cannot be used. */
    public static final int USAGE = 2;

    /** The registry did not answer. */
    public static final int UNREACHABLE = 3;

    /** The registry refused a command. */
    public static final int REFUSED = 4;

    private Exit() {}
}
