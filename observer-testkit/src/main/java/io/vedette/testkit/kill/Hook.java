package io.vedette.testkit.kill;

/**
 * A place where a process can be killed: the beginning or the end of a method, or of those calls of it whose arguments say a
 * certain thing.
 *
 * @param type the full name of the class
 * @param method the method's name; all methods of that name
 * @param edge the beginning or the end
 * @param saying what the texts of the arguments, or of the object that is called, contain; empty for anything
 */
public record Hook(String type, String method, Edge edge, String saying) {

    /** Where in a method. */
    public enum Edge {
        /** Before its first instruction. */
        BEFORE,
        /** When it has returned; not when it has thrown. */
        AFTER
    }

    /** The beginning of a method. */
    public static Hook before(Class<?> type, String method) {
        return new Hook(type.getName(), method, Edge.BEFORE, "");
    }

    /** The end of a method. */
    public static Hook after(Class<?> type, String method) {
        return new Hook(type.getName(), method, Edge.AFTER, "");
    }

    /** The same place in those calls only whose arguments contain a text. */
    public Hook saying(String text) {
        return new Hook(type, method, edge, text);
    }

    boolean isAt(Edge other, String place) {
        return edge == other && place.equals(type + "." + method);
    }

    @Override
    public String toString() {
        String calls = saying.isEmpty() ? "" : " that says " + saying;
        return edge.name().toLowerCase(java.util.Locale.ROOT) + " " + type + "." + method + calls;
    }
}
