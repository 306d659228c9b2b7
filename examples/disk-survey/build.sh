#!/bin/sh
# Builds disk-survey.jar beside this file. Argument: the folder with the jars of Vedette.
set -eu
lib=$(cd "$1" && pwd)
cd "$(dirname "$0")"
jdk=${JAVA_HOME:+$JAVA_HOME/bin/}
rm -rf build
"${jdk}javac" --release 17 -proc:none -cp "$lib/*" -d build $(find src -name '*.java')
cp -r src/META-INF build/
"${jdk}jar" --create --file disk-survey.jar --manifest manifest.txt -C build .
