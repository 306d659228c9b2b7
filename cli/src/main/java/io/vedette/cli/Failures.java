package io.vedette.cli;

import io.vedette.cli.output.Printable;
import io.vedette.client.RefusedException;
import io.vedette.client.UnreachableException;
import io.vedette.gitshadow.ShadowException;
import io.vedette.server.ServerStartException;
import io.vedette.server.storage.UnusableDirectoryException;
import io.vedette.testkit.history.HistoryFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExitCodeExceptionMapper;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import reactor.core.Exceptions;

/** Turns what went wrong into one line on standard error and an exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler, IExitCodeExceptionMapper {

    private static final Logger log = LoggerFactory.getLogger(Failures.class);

    @Override
    public int handleExecutionException(Exception thrown, CommandLine line, ParseResult parsed) {
        Throwable failure = Exceptions.unwrap(thrown);
        int code = getExitCode(failure);
        String message = message(failure);
        line.getErr().println("vedette: " + Printable.of(message));
        if (code == CommandLine.ExitCode.SOFTWARE && !expected(failure)) {
            log.error("unexpected failure", failure);
        }
        return code;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        CommandLine line = wrong.getCommandLine();
        line.getErr().println("vedette: " + Printable.of(String.valueOf(wrong.getMessage())));
        if (!UnmatchedArgumentException.printSuggestions(wrong, line.getErr())) {
            line.getErr().println("see: " + line.getCommandSpec().qualifiedName() + " --help");
        }
        return Exit.USAGE;
    }

    @Override
    public int getExitCode(Throwable failure) {
        if (failure instanceof UserError error) {
            return error.exit();
        }
        if (failure instanceof RefusedException) {
            return Exit.REFUSED;
        }
        if (failure instanceof UnreachableException) {
            return Exit.UNREACHABLE;
        }
        return unusable(failure) ? Exit.USAGE : Exit.FINDINGS;
    }

    private static boolean expected(Throwable failure) {
        return failure instanceof UserError
                || failure instanceof RefusedException
                || failure instanceof UnreachableException
                || unusable(failure);
    }

    private static String message(Throwable failure) {
        Throwable said =
                failure instanceof UncheckedIOException && failure.getCause() != null ? failure.getCause() : failure;
        if (said instanceof FileSystemException file) {
            String why = said instanceof AccessDeniedException
                    ? "access denied"
                    : said instanceof NoSuchFileException
                            ? "does not exist"
                            : said instanceof FileAlreadyExistsException
                                    ? "is there and is no folder"
                                    : String.valueOf(file.getReason());
            return "cannot use " + file.getFile() + ": " + why;
        }
        return said.getMessage() == null ? said.getClass().getSimpleName() : said.getMessage();
    }

    /** What was named on the command line cannot be used: a value, a file, a folder, an address. */
    private static boolean unusable(Throwable failure) {
        return failure instanceof IllegalArgumentException
                || failure instanceof IOException
                || failure instanceof UncheckedIOException
                || failure instanceof HistoryFormatException
                || failure instanceof ShadowException
                || failure instanceof ServerStartException
                || failure instanceof UnusableDirectoryException;
    }
}
