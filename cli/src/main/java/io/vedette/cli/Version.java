package io.vedette.cli;

import picocli.CommandLine.IVersionProvider;

/** Says which version this is. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Vedette.class.getPackage().getImplementationVersion();
        return new String[] {"vedette " + (version == null ? "(not packaged)" : version)};
    }
}
