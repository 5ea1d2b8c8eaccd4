#!/bin/sh
# Tests scripts/zoo: first the program itself, then a copy of the launcher beside a program of one
# class, built by a stand-in for Maven that counts its calls, so that each case takes a moment. Last
# come recipe-bench.sh and the refusals of bench-peer.sh.
set -u

root=$(cd "$(dirname "$0")/.." && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

# check NAME COMMAND...: the command must succeed.
check() {
  name=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED: %s\n' "$name"
    sed 's/^/  out: /' "$work/out"
    sed 's/^/  err: /' "$work/err"
  fi
}

# run COMMAND...: keeps its output and exit code.
run() {
  "$@" >"$work/out" 2>"$work/err"
  code=$?
}

exits_with() { [ "$code" -eq "$1" ]; }
prints() { grep -q -- "$1" "$work/out"; }
complains() { grep -q -- "$1" "$work/err"; }
is_silent() { [ ! -s "$work/err" ]; }
has_built() { [ "$(wc -l <"$work/builds")" -eq "$1" ]; }

# --- the program -----------------------------------------------------------------------------

cd "$work" || exit 1
ln -s "$root/scripts/zoo" link
ln -s link link-to-the-link

run "$root/scripts/zoo" --help
check 'help is printed from another folder' prints '^Usage: zoo'
check 'a prediction is among the classes kept for faster starts' \
  grep -aq org/dl4jzoo/app/PredictCommand "$root"/target/launcher/classes-*.jsa
check 'help exits with 0' exits_with 0
run ./link-to-the-link --help
check 'help is printed through links' prints '^Usage: zoo'
check 'a second start says nothing of its own' is_silent
run ./link train --no-such-flag
check 'the exit code of a mistake passes through' exits_with 2
check 'an unknown flag is named' complains 'no-such-flag'
run "$root/scripts/zoo" --version
check 'the version is printed' prints '^zoo [0-9]'

# --- the launcher with a program of one class ------------------------------------------------

project="$work/a project"
mkdir -p "$project/scripts" "$project/.mvn" "$project/zoo/src/main" "$project/data/src/main" \
  "$project/app/src/main/org/dl4jzoo/app" "$work/bin"
cp "$root/scripts/zoo" "$project/scripts/zoo"
touch "$project/pom.xml" "$project/zoo/pom.xml" "$project/data/pom.xml" "$project/app/pom.xml"
cat >"$project/app/src/main/org/dl4jzoo/app/Main.java" <<'END'
package org.dl4jzoo.app;

public class Main {
  private static String compilerLevel() {
    return java.lang.management.ManagementFactory.getPlatformMXBean(com.sun.management.HotSpotDiagnosticMXBean.class)
        .getVMOption("TieredStopAtLevel").getValue();
  }

  public static void main(String[] args) {
    for (String arg : args) {
      System.out.println("<" + arg + ">");
    }
    System.out.println(Runtime.getRuntime().maxMemory() / 1024 / 1024 + " MB of heap");
    System.out.println(System.getenv("OMP_NUM_THREADS") + " threads");
    System.out.println("turns " + System.getenv("GOMP_SPINCOUNT"));
    System.out.println("malloc " + System.getenv("GLIBC_TUNABLES"));
    System.out.println("home " + System.getProperty("user.home"));
    System.out.println("compiled to level " + compilerLevel());
    System.out.println("names in " + System.getProperty("sun.jnu.encoding"));
    System.exit(args.length == 1 && args[0].equals("--help") ? 0 : args.length);
  }
}
END
cat >"$work/bin/mvn" <<'END'
#!/bin/sh
set -e
[ "$1" != -v ] || { echo 'Apache Maven 3.9.0'; exit; }
echo "$*" >>"$BUILDS"
sleep 1
mkdir -p app/target/classes
"$JAVA_HOME/bin/javac" -d app/target/classes app/src/main/org/dl4jzoo/app/Main.java
"$JAVA_HOME/bin/jar" --create --file app/target/app.jar -C app/target/classes .
printf '%s' "$PWD/app/target/app.jar" >app/target/class-path.txt
END
cp "$work/bin/mvn" "$project/mvnw"
chmod +x "$work/bin/mvn" "$project/mvnw"
: >"$work/builds"
export BUILDS="$work/builds"
export PATH="$work/bin:$PATH"
zoo="$project/scripts/zoo"

"$zoo" at the same time >"$work/first" 2>&1 &
run "$zoo" 'one argument'
wait
check 'two first starts build once' has_built 1
check 'both of them run' grep -q '<same>' "$work/first"
check 'the exit code passes through' exits_with 1
check 'an argument with a space stays one' prints '^<one argument>$'
check 'threads are set' prints '^[1-9][0-9]* threads$'
check 'faster starts are prepared where no prediction can be rehearsed' \
  sh -c "test -s '$project'/target/launcher/classes-*.jsa"

run "$zoo"
check 'nothing is built without a change' has_built 1
check 'nothing is prepared twice' is_silent
ZOO_JAVA_OPTS=-Xmx64m run "$zoo"
check 'ZOO_JAVA_OPTS reaches the JVM' prints '^6[0-9] MB of heap$'
OMP_NUM_THREADS=7 run "$zoo"
check 'OMP_NUM_THREADS is kept' prints '^7 threads$'
GLIBC_TUNABLES= run "$zoo"
check 'malloc asks for huge pages' prints '^malloc glibc.malloc.hugetlb=1$'
GLIBC_TUNABLES=glibc.malloc.arena_max=2 run "$zoo"
check 'GLIBC_TUNABLES is kept' prints '^malloc glibc.malloc.arena_max=2$'

OMP_WAIT_POLICY= GOMP_SPINCOUNT= run "$zoo"
check 'threads wait for a short time' prints '^turns 3000$'
OMP_WAIT_POLICY= GOMP_SPINCOUNT=7 run "$zoo"
check 'GOMP_SPINCOUNT is kept' prints '^turns 7$'
OMP_WAIT_POLICY=active GOMP_SPINCOUNT= run "$zoo"
check 'with OMP_WAIT_POLICY no number of turns is set' prints '^turns $'

for arguments in 'predict run image' 'bench --model m --mode infer' 'bench --mode=infer'; do
  # shellcheck disable=SC2086  # several arguments
  run "$zoo" $arguments
  check "one compiler is enough for $arguments" prints '^compiled to level 1$'
done
for arguments in 'train --mode infer' 'bench --mode train' bench; do
  # shellcheck disable=SC2086
  run "$zoo" $arguments
  check "both compilers work for $arguments" prints '^compiled to level 4$'
done

OMP_NUM_THREADS=4,2 run "$zoo"
check 'of a list of threads the first number counts' prints '^4 threads$'
OMP_NUM_THREADS=many run "$zoo"
check 'threads that are no number are told' complains 'OMP_NUM_THREADS must be a number'
check 'threads that are no number are not taken' prints '^[1-9][0-9]* threads$'

for locale in xx_YY.UTF-8 C POSIX de_DE.ISO-8859-1 ''; do
  LC_ALL=$locale LANG=$locale run "$zoo"
  check "file names are in UTF-8 in the locale '$locale'" prints '^names in UTF-8$'
done
mkdir "$work/another home"
HOME="$work/another home" run "$zoo"
check 'the home is that of HOME' prints "^home $work/another home$"
TMPDIR=$work HOME=/nonexistent run "$zoo"
check 'without a home folder the caches go to a folder of the user' prints "^home $work/dl4j-zoo-[0-9]*$"
check 'without a home folder that is told' complains 'no home folder that can be written'
TMPDIR=$work run env -u HOME "$zoo"
check 'an unset HOME is no folder named ?' prints '^home /'

(ulimit -v 4000000 && run "$zoo" && exits_with 0 && prints '^4[0-9]* MB of heap$')
check 'the heap fits into the address space there is' [ $? -eq 0 ]

touch "$project/zoo/src/main/New.java"
run "$zoo"
check 'a new source file is built' has_built 2
check 'the build is announced' complains 'the sources changed'
rm "$project/zoo/src/main/New.java"
run "$zoo"
check 'a deleted source file is noticed' has_built 3
ZOO_MAVEN_ARGS=-Pcuda run "$zoo"
check 'other build arguments build again' has_built 4
check 'the build arguments are passed on' grep -q -- -Pcuda "$work/builds"
rm -r "$project/app/target"
run "$zoo"
check 'a clean is noticed' has_built 5

echo 'broken' >>"$project/app/src/main/org/dl4jzoo/app/Main.java"
run "$zoo"
check 'a failed build exits with 1' exits_with 1
check 'a failed build gives the reason' complains 'Main.java:.*error'
run "$zoo"
check 'after a failed build the next start builds again' has_built 7
sed -i.bak '$d' "$project/app/src/main/org/dl4jzoo/app/Main.java"
run "$zoo"
check 'a repaired program starts' exits_with 0

ln -s 999999999 "$project/target/launcher/lock"
touch "$project/pom.xml"
run "$zoo"
check 'the lock of a dead process is taken over' exits_with 0

if [ "$(id -u)" -eq 0 ] && id nobody >/dev/null 2>&1 && command -v setpriv >/dev/null; then
  chmod -R a+rX "$work" "$project"
  as_nobody() { HOME=/nonexistent setpriv --reuid=nobody --regid="$(id -g nobody)" --clear-groups "$@"; }
  run as_nobody "$zoo"
  check 'another user starts what is built' exits_with 0
  touch "$project/pom.xml"
  run as_nobody timeout 20 "$zoo"
  check 'another user does not wait for a lock that is not there' exits_with 1
  check 'another user is told who can build' complains 'the sources or ZOO_MAVEN_ARGS changed since the build, and nobody cannot write'
  run "$zoo"
fi

JAVA_HOME=$work run "$zoo"
check 'a JAVA_HOME without Java is refused' complains "JAVA_HOME is $work"
check 'without Java the exit code is 1' exits_with 1

# A Java that counts how often it is asked for its settings.
mkdir -p "$work/jdk/bin"
cat >"$work/jdk/bin/java" <<END
#!/bin/sh
case "\$*" in *-XshowSettings*) echo asked >>"$work/asked" ;; esac
exec "$(command -v java)" "\$@"
END
chmod +x "$work/jdk/bin/java"
: >"$work/asked"
was_asked() { [ "$(wc -l <"$work/asked")" -eq "$1" ]; }
JAVA_HOME=$work/jdk run "$zoo"
JAVA_HOME=$work/jdk run "$zoo"
check 'Java is asked for its version once' was_asked 1
echo '# another' >>"$work/jdk/bin/java"
JAVA_HOME=$work/jdk run "$zoo"
check 'a Java that was replaced is asked again' was_asked 2
: >"$project/target/launcher/java"
JAVA_HOME=$work/jdk run "$zoo"
check 'a spoiled answer of Java is asked for again' was_asked 3
cat >"$work/jdk/bin/java" <<END
#!/bin/sh
case "\$*" in *-XX:DumpLoadedClassList* | *-XX:ArchiveClassesAtExit*) exit 1 ;; esac
exec "$(command -v java)" "\$@"
END
rm -f "$project"/target/launcher/classes-*.jsa
JAVA_HOME=$work/jdk run "$zoo"
JAVA_HOME=$work/jdk run "$zoo"
check 'a Java that prepares no faster starts is not asked to again' is_silent
check 'a Java that prepares no faster starts starts the program' exits_with 0
rm -f "$project"/target/launcher/classes-*.jsa
run "$zoo"

mkdir "$work/tools"
for tool in sh dirname readlink sed; do
  ln -s "$(command -v "$tool")" "$work/tools/$tool"
done
JAVA_HOME='' PATH=$work/tools run "$zoo"
check 'a missing Java is told' complains 'Java was not found: install a JDK 17'
mkdir -p "$work/jdk8/bin"
printf '#!/bin/sh\necho "    java.version = 1.8.0_402"\necho "    java.specification.version = 1.8"\n' >"$work/jdk8/bin/java"
chmod +x "$work/jdk8/bin/java"
JAVA_HOME=$work/jdk8 run "$zoo"
check 'an old Java is refused' complains 'Java 17 or newer is needed; .* is 1.8.0_402'

printf '#!/bin/sh\necho "Apache Maven 3.6.3"\n' >"$work/bin/mvn"
touch "$project/pom.xml"
run "$zoo"
check 'the wrapper builds where mvn is too old' exits_with 0

# --- recipes, with a program that answers at once ----------------------------------------------

mkdir "$work/recipes"
cp "$root/scripts/recipe-bench.sh" "$work/recipes"
cat >"$work/recipes/zoo" <<'END'
#!/bin/sh
case "$*" in
  compare*) echo "compared $2 $3" ;;
  *--bad*) exit 7 ;;
  *) printf '{"best":null,"test":null,"folds":{"top1":0.925,"loss":1.0,"count":120,"floor":{"top1":0.2,"count":9}},"peakBytes":1}\n' ;;
esac
END
chmod +x "$work/recipes/zoo"
printf 'one\n# a remark\ntwo --augment strong\n' >"$work/recipes/list"
OUT=$work/recipes/out run "$work/recipes/recipe-bench.sh" "$work/recipes/list" --data x
check 'a recipe has a line with its accuracy' prints '^two,[^,]*,[0-9]*,0.925,120,"--data x --augment strong"$'
check 'a recipe is compared with the first' prints "compared $work/recipes/out/one $work/recipes/out/two"
OUT=$work/recipes/out run "$work/recipes/recipe-bench.sh" "$work/recipes/list" --data x
check 'a recipe that has a line is left out' prints '^one: has a line'
mkdir -p "$work/recipes/out/cut/fold-1"
printf 'epoch,step,seconds\n1,5,2.5\n2,10,2\n' >"$work/recipes/out/cut/metrics.csv"
cp "$work/recipes/out/cut/metrics.csv" "$work/recipes/out/cut/fold-1"
printf 'cut\n' >"$work/recipes/list"
OUT=$work/recipes/out run "$work/recipes/recipe-bench.sh" "$work/recipes/list" --data x
check 'a recipe that was cut short has the seconds of its epochs' prints '^cut,[^,]*,9,0.925,120,"--data x "$'
printf 'bad --bad\n' >"$work/recipes/list"
OUT=$work/recipes/out run "$work/recipes/recipe-bench.sh" "$work/recipes/list" --data x
check 'a recipe that fails ends the script with the exit code' exits_with 7

# --- comparisons with other libraries, refused before anything is measured -----------------------

# refuses WORDS ARGUMENT...: exits with 2 and one sentence that has the words.
refuses() {
  words=$1
  shift
  run timeout 20 "$root/scripts/bench-peer.sh" "$@"
  check "bench-peer.sh $* exits with 2" exits_with 2
  check "bench-peer.sh $* says: $words" complains "$words"
  check "bench-peer.sh $* says one sentence" [ "$(wc -l <"$work/err")" -eq 1 ]
}

refuses '--peer expects .*; got tensorflow' --peer pytorch,tensorflow
refuses '--precision expects float32 or int8; got int4' --precision int4
refuses '--precision int8 is measured beside --peer onnxruntime alone; got pytorch' --precision int8
refuses '--precision int8 is of --modes infer; got train infer' --peer onnxruntime --precision int8
refuses '--peer expects .*; got nothing' --peer ,
refuses '--batch-size expects whole numbers of at least 1; got 0' --batch-size '32 0'
refuses '--neighbours expects whole numbers of at least 0; got two' --neighbours two
refuses '--modes expects train, infer or both; got test' --modes test
refuses '--variants expects .*; got fast' --variants fast
refuses '--variants frozen is of inference' --variants frozen
refuses 'unknown flag --rivals' --rivals pytorch
PYTHON=/bin/false refuses '/bin/false has no PyTorch: apt-get install' --modes infer

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
