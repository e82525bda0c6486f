#!/usr/bin/env bash
# build.sh TARGET: puts a runnable Elasticsearch 9 home together from the published jars (44 MB, about half a minute).
# Needs maven, unzip and a JDK 21 or later ($JDK, $JAVA_HOME, or the newest under the system's usual folder).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); target=$(mkdir -p "$1" && cd "$1" && pwd)
. "$here/jdk.sh"
version=$(sed -n 's:.*<es.version>\(.*\)</es.version>.*:\1:p' "$here/pom.xml")
rm -rf "$target"/{lib,modules,plugins,jars,classes}
netty=$target/modules/transport-netty4; root=$target/plugins/local-root
mkdir -p "$target"/{lib,classes/plugin,classes/main} "$netty" "$root"
JAVA_HOME=$jdk mvn -q -B -f "$here/pom.xml" dependency:copy-dependencies -DoutputDirectory="$target/jars" -DincludeScope=runtime
mv "$target"/jars/{netty-,transport-netty4-,elasticsearch-ssl-config-}*.jar "$netty/"
mv "$target"/jars/*.jar "$target/lib/"
unzip -qjo "$netty/transport-netty4-$version.jar" 'META-INF/es-plugins/transport-netty4/*' -d "$netty"
sed -i '/^modulename/d' "$netty/plugin-descriptor.properties"   # on the class path, not the module path
"$jdk/bin/javac" -proc:none -cp "$target/lib/*" -d "$target/classes/plugin" "$here/RootPlugin.java"
"$jdk/bin/jar" cf "$root/local-root.jar" -C "$target/classes/plugin" .
printf '%s\n' 'description=GET /' version=1 name=local-root classname=local.root.RootPlugin java.version=21 "elasticsearch.version=$version" > "$root/plugin-descriptor.properties"
"$jdk/bin/javac" -proc:none -cp "$target/lib/*" -d "$target/classes/main" "$here/ElasticsearchNode.java"
rm -rf "$target/jars"
echo "$target"
