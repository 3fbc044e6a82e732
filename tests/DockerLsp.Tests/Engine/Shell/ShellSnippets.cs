namespace DockerLsp.Tests.Engine.Shell;

/// <summary>Scripts that dash, BusyBox ash, bash and the parser judge alike, each by its own rules; one a line.</summary>
internal static class ShellSnippets
{
    // ␊ is a line break, ␉ a tab.
    private const string Table = """"
        [[ a && b ]]
        [[ a || b ]]
        [[ ( a ) ]]
        [[ a < b ]]
        [[ a =~ ^(b|c)$ ]]
        [[ a == b* && -f x ]]
        if [[ a ]]; then b; fi
        cmd &> f
        cmd &>> f
        a=(x)
        a=(x y) cmd
        a+=(x)
        a[1]=2
        declare -a a=(1 2)
        cat <<< x
        cat <<<x
        echo $'x'
        echo $'it\'s'
        echo $"x"
        cat <(ls)
        cat >(ls)
        ls | tee >(cat) x
        a |& b
        function f { x; }
        function f() { x; }
        function f () ( x )
        function f␊{ x; }
        function f x
        select x in a b; do y; done
        select x; do y; done
        coproc x
        coproc N { x; }
        time ls
        time -p ls
        ! ls
        ! ! ls
        a | ! b
        a && ! b
        time
        !
        {fd}> x
        echo {fd}> x
        exec {fd}>x
        ((a))
        ((a=1, b=2))
        (( a < b ))
        (( a ) b)
        ((a); (b))
        ((a) ; b )
        $((a); b)
        echo $((echo a); echo b)
        echo $((1+(2)))
        echo $(( 1 + $(echo 2) ))
        echo $(( ${x} ))
        echo $((`echo 1`))
        echo $((1+2)
        echo $[1+2]
        echo $[1+
        echo $((1 ) )
        echo 12>f
        echo 1>f
        echo 12 >f
        > f
        >f a
        <a >b
        a >&2
        a >&-
        a >& f
        a 2>&1
        a <&0
        a <> f
        a >| f
        a ><f
        a >
        a >;
        a > > b
        f() { x; }
        f () { x; }
        f() x
        f() ( x )
        f()␊␊{ x; }
        f() if a; then b; fi
        f-g() { x; }
        f.g() { x; }
        f:g() { x; }
        1f() { x; }
        f$x() { x; }
        "f"() { x; }
        export() { x; }
        exit() { x; }
        if() { x; }
        f() { x; } > y
        f( ) { x; }
        f (a) { x; }
        echo a(b)
        echo (b)
        a b()
        # c
        ;
        a;
        a;;
        a &
        a & b
        a &;
        a ; ; b
        a &&
        a &&␊␊b
        a && # c␊ b
        a |␊b
        && a
        | a
        a || || b
        a;␊;b
        { a; }
        { a }
        { }
        { a; } b
        { a; } > f
        { a; } > f b
        ( a )
        ()
        ( )
        (a) b
        (a) >f
        (a;)
        (a&)
        ( a ; ; )
        (a
        a)
        }
        { a; }; }
        if a; then b; fi
        if a; then b; else c; fi
        if a; then b; elif c; then d; else e; fi
        if a; then fi
        if ; then b; fi
        if a; then b
        if a; then b; fi; fi
        if a; then b; else; fi
        if a then b; fi
        if a; then b; fi > x 2>&1
        if a; then b; fi x
        if a; then; b; fi
        fi
        then
        do
        done
        esac
        in
        echo fi then do
        while a; do b; done
        until a; do b; done
        while a; do done
        while; do a; done
        while a; do b; done < f
        for x in a b; do c; done
        for x; do c; done
        for x do c; done
        for x␊do c; done
        for x␊in a; do c; done
        for x in; do c; done
        for x in a b␊do c; done
        for x in a do c; done
        for x in a; { c; }
        for x in a {c}; do d; done
        for x { c; }
        for 1x in a; do b; done
        for $x in a; do b; done
        for "x" in a; do b; done
        for if in a; do b; done
        for x-y in a; do b; done
        for x in a; do; b; done
        for ((i=0;i<3;i++)); do b; done
        for ((;;)) do b; done
        for ((;;)); { b; }
        for ((;;)) { b; }
        for (( ; ; ))␊do b; done
        for x in (a); do b; done
        for x in a;␊␊do b; done
        for x;␊do b; done
        for x ; do b; done
        for x in a & do b; done
        for x in a > f; do b; done
        case x in a) b;; esac
        case x in (a) b;; esac
        case x in a|b) c;; esac
        case x in a | b ) c;; esac
        case x in a) b; esac
        case x in a) b esac
        case x in a) esac
        case x in a) ;; esac
        case x in esac
        case x in␊esac
        case x␊in␊a)␊b␊;;␊esac
        case x in a) b;; c) d;; esac
        case x in a) b;& c) d;; esac
        case x in a) b;;& c) d;; esac
        case x in a) b;;; esac
        case $x in "a b") c;; *) d;; esac
        case x in esac) b;; esac
        case x in (esac) b;; esac
        case x in a|esac) b;; esac
        case x in if) b;; esac
        case in in in) b;; esac
        case x in a b) c;; esac
        case x in a) b;; esac > f
        case x in |a) b;; esac
        case x in a|) b;; esac
        case x in ) b;; esac
        case x in a
        case x in a) b;;
        case x; in a) b;; esac
        case x y in a) b;; esac
        case
        case x in a) b;; ;; esac
        case x in a)␊;;␊b) c␊esac
        case x in # c␊ a) b ;; # d␊ esac
        case x in a) # c␊;; esac
        case x in [a-z]) b;; esac
        case x in {a,b}) b;; esac
        echo [`a`b[c]d=*e]f<g
        echo x[a{[b]c],d}e]f
        a=1
        a=1 b=2 c
        a= b
        a=$(b)
        a="b c" d
        a=b if c; then d; fi
        a=b { c; }
        >f if c; then d; fi
        >f { c; }
        a+=b
        a[1]=b
        a[1 2]=b
        a[b
        a[b]
        a[b c]
        a[b c
        echo a[b c
        a=(b
        a=(b;c)
        a=(b|c)
        a=(b # c␊d)
        a=([0]=b [1]=c)
        a=(␊b␊c␊)
        a=(b $(c))
        a=(b)c
        a= (b)
        a=()
        echo a=(b)
        export a=(b)
        local a=(b)
        eval a=(b)
        env a=(b)
        a[0]=(b)
        a=b(c)
        echo 'a
        echo "a
        echo `a
        echo $(a
        echo ${a
        echo "$(a"
        echo "${a"
        echo "${a}"
        echo "`a`"
        echo "`a"
        echo \
        echo a\
        echo "a\
        echo "a\"
        echo 'a\'
        echo $
        echo "$"
        echo $)
        echo ${}
        echo ${a-b}
        echo ${a:-b}
        echo ${a:-b c}
        echo ${a:-"b c"}
        echo ${a:-'b }'}
        echo "${a:-'b }'}"
        echo "${a:-"b"}"
        echo "${a:-'}"
        echo ${a:-'}
        echo ${a#b}
        echo ${a##*/}
        echo "${a##'}'}"
        echo "${a#'}"
        echo ${a%b}
        echo ${a/b/c}
        echo ${a//b/c}
        echo "${a//'/c}"
        echo ${a/'/}
        echo ${a:1:2}
        echo ${a:1}
        echo ${a^}
        echo ${a,,}
        echo ${a@Q}
        echo ${#a}
        echo ${#}
        echo ${##}
        echo ${#-}
        echo ${#a-b}
        echo ${#?}
        echo ${!a}
        echo ${!a*}
        echo ${!a[@]}
        echo ${a[0]}
        echo ${a[@]}
        echo ${#a[@]}
        echo ${a b}
        echo ${ a}
        echo ${a }
        echo ${1}
        echo ${12}
        echo ${1a}
        echo ${@}
        echo ${*}
        echo ${?}
        echo ${$}
        echo ${!}
        echo ${-}
        echo ${@:1}
        echo ${a:=b}
        echo ${a:?b}
        echo ${a:+b}
        echo ${a=b}
        echo ${a?b}
        echo ${a+b}
        echo ${a!b}
        echo ${a.b}
        echo ${a&b}
        echo ${a:}
        echo ${a:b}
        echo ${"a"}
        echo ${$a}
        echo ${a:-$(b)}
        echo ${a:-$(b}
        echo ${a:-`b`}
        echo ${a:-{b}}
        echo ${a:-${b}}
        echo ${a:-b␊c}
        echo ${a␊}
        echo ${a:-(}
        echo ${a:-<}
        echo ${a:-#}
        echo ${a:-\}}
        echo "${a:-\}}"
        echo "${a:-}}"
        echo ${a:-$}
        echo ${a:-$((1))}
        echo $((a
        echo $((a)
        echo $(( 'a' ))
        echo $(( "a" ))
        echo $(( "a ))
        echo $(( ' ))
        echo $(( a ? b : c ))
        echo $(( a[1] ))
        echo $((  ))
        echo $(())
        echo $(( (1 ))
        echo $(( 1) ))
        echo $(( # ))
        echo $(( $ ))
        echo $(( ` ))
        echo $(( a␊+b ))
        echo $(( \) ))
        echo "$((1+1))"
        echo "$((1+"1"))"
        echo $()
        echo $( )
        echo $(;)
        echo $(a;)
        echo $(a;b)
        echo $(a␊b␊)
        echo $(a # b)␊)
        echo $(# a␊b)
        echo $(case x in a) b;; esac)
        echo $(case x in (a) b;; esac)
        echo $(if a)
        echo $(a))
        echo $(a &)
        echo $(a && )
        echo $(< f)
        echo $(a "b)")
        echo $(a 'b)')
        echo "$(a "b")"
        echo "$(a ')')"
        echo $(echo ")
        echo "$(echo ')"
        echo `a "b"`
        echo `a 'b`'
        echo "`a "b"`"
        echo "`a 'b'`"
        echo "`a \"b\"`"
        echo `a \`b\``
        echo ``
        echo ` `
        echo `a␊b`
        echo `# a`
        echo `a # b`
        echo `a $(b)`
        echo `a ${b}`
        echo `echo "$(a)"`
        echo $'a\'
        echo $'a'b
        echo "$'a'"
        echo "$'a"
        echo $"a
        echo a#b
        echo a #b
        echo a;#b
        echo a&#b
        (#a␊b)
        echo a|#b␊c
        echo $#
        echo ${#}a
        echo #
        echo '#'
        echo a"#"b
        echo {a,b}
        echo {1..3}
        echo {a
        echo }
        echo a{
        echo {}
        {a}
        {a;}
        {a,b}
        {;a;}
        !a
        !(a)
        ! (a)
        !{ a; }
        ! { a; }
        echo !(a)
        echo @(a)
        echo ?(a)
        echo *(a)
        echo +(a)
        echo a@(b|c)
        [[ a == @(b|c) ]]
        [[ a = !(b) ]]
        [[ a != *(b c) ]]
        case x in @(a|b)) c;; esac
        echo ~ ~a
        echo a\ b
        echo a\␊b
        echo a \␊ b
        a\␊b
        i\␊f a; then b; fi
        "if" a; then b; fi
        \if a; then b; fi
        i"f" a
        '{' a; }
        cd&&a
        a>&1b
        a >&1 b
        a 2>& 1
        a 2>&-
        a 1<&2
        a 2 >&1
        a 99>f
        a 1234567890>f
        a 10<f
        a a1>f
        a $x>f
        a "1">f
        a {x}>f
        a {1x}>f
        a {x}<<<b
        a {x}f
        a x{y}>f
        a &>f b
        a &>>f
        &>f
        &>f a
        a&>f
        a &>&1
        a >&f
        a >&$x
        a >& "f"
        a <& f
        a 2>&f
        a >&␊f
        a <>
        a <<< "b c"
        a <<<
        a <<<<b
        a < <(b)
        a > >(b)
        a <(b) <(c)
        a <(b
        a <()
        a <( b; c )
        a "<(b)"
        a x<(b)
        a=<(b)
        a <(b)x
        a >(b)x
        a<(b)
        <(a)
        < (a)
        cat <<A␊b␊A
        cat <<A␊b␊A␊
        cat <<A␊b␊A␊c
        cat <<
        cat <<␊A
        cat << A␊b␊A
        cat <<'A'␊$(␊A
        cat <<"A"␊$(␊A
        cat <<\A␊$(␊A
        cat <<A␊$(b)␊A
        cat <<A␊${b}␊A
        cat <<A␊`b`␊A
        cat <<A␊"␊A
        cat <<A␊'␊A
        cat <<A␊\$(␊A
        cat <<A␊$((1+1))␊A
        cat <<A␊$(b␊c)␊A
        cat <<A␊${b:-␊A␊}␊A
        cat <<A␊a\␊A␊A
        cat <<A␊a\\␊A
        cat <<-A␊␉b␊␉A
        cat <<-A␊b␊ A␊A
        cat <<A <<B␊a␊A␊b␊B
        cat <<A; cat <<B␊a␊A␊b␊B
        cat <<A && b␊a␊A
        cat <<A &&␊a␊A␊b
        cat <<A | b␊a␊A
        cat <<A |␊a␊A␊b
        (cat <<A␊a␊A␊)
        (cat <<A)␊a␊A
        { cat <<A␊a␊A␊}
        if cat <<A; then␊a␊A␊b; fi
        $(cat <<A␊a␊A␊)
        $(cat <<A␊a␊A)
        echo "$(cat <<A␊a " b␊A␊)"
        echo "$(cat <<A␊a ) b␊A␊)"
        echo "$(cat <<A␊a ' b␊A␊)"
        echo $(cat <<'A'␊a ) b␊A␊)
        `cat <<A␊a␊A␊`
        `cat <<A␊a␊A`
        cat <<A $(b␊c)␊a␊A
        cat <<A "b␊c"␊a␊A
        cat <<A 'b␊c'␊a␊A
        cat <<A (␊a␊A
        cat <<A # c␊a␊A
        cat <<A \␊b␊a␊A
        cat <<A$b␊a␊A$b
        cat <<$(b)␊a␊$(b)
        cat <<$b␊a␊$b
        cat <<${b}␊a␊${b}
        cat <<`b`␊a␊`b`
        cat <<A"B"␊a $(␊AB
        cat <<""␊a␊␊b
        cat <<''␊a␊␊
        cat <<'A B'␊$(␊A B
        cat <<A)
        cat 3<<A␊a␊A
        cat <<A>f␊a␊A
        <<A cat␊a␊A
        <<A␊a␊A
        cat <<-'A'␊␉$(␊␉A
        cat <<-A␊␉A
        cat <<A␊A
        cat <<A␊A ␊A
        cat <<{␊a␊{
        cat <<a{b,c}␊x␊a{b,c}
        cat <<*␊x␊*
        cat <<'A␊B'␊x␊A␊B
        cat <<A\␊B␊x␊AB
        for x in a; do cat <<A; done␊x␊A
        f() { cat <<A␊x␊A␊}
        a <<A && (b <<B)␊x␊A␊y␊B
        case x in a) cat <<A;;␊x␊A␊esac
        cat <<A␊${x:-"}"}␊A
        cat <<A␊$(echo ")")␊A
        cat <<E␊\E␊E
        cat <<E␊x\␊y␊E
        cat <<'EOF'␊E\␊OF␊EOF
        a=(<<A␊b)
        [[ a␊]]
        [[ a &&␊b ]]
        [[␊a ]]
        [[ a
        [[]]
        [[ a ]] b
        [[ a ]] > f
        [[ -f ]]
        [[ -f a b ]]
        [[ a b ]]
        [[ a = ]]
        [[ ! a ]]
        [[ ! ! a ]]
        [[ ! -f a && ( b || c ) ]]
        [[ a -eq b ]]
        [[ a -nt b ]]
        [[ a -foo b ]]
        [[ -z "$a" ]]
        [[ $a =~ (b c) ]]
        [[ $a =~ "b c" ]]
        [[ $a =~ b c ]]
        [[ $a =~ ^[0-9]+$ ]]
        [[ $a =~ ^(a|b c)$ && x ]]
        [[ $a =~ a|b ]]
        [[ $a =~ <b> ]]
        [[ $a =~ ( ]]
        [[ $a =~ ) ]]
        [[ $a =~ a;b ]]
        [[ $a =~ a&b ]]
        [[ $a =~ [(] ]]
        [[ $a =~ \( ]]
        [[ a > b ]]
        [[ a | b ]]
        [[ a ; b ]]
        [[ a & b ]]
        [[ -a b ]]
        [[ -o b ]]
        [[ a -a b ]]
        [[ && a ]]
        [[ ( a ]]
        [[ a ) ]]
        [[ () ]]
        [[ a == (b) ]]
        [[ (a) == b ]]
        [[ a == b␊]]
        [[ a␊== b ]]
        [[ a ==␊b ]]
        [[ # c␊a ]]
        [[ -n␊a ]]
        [[ a == b ]] && c
        [[ a == b]]
        [[a ]]
        [[ a ]];b
        [[ a ]]b
        [[ a ]]&& b
        if [[ a && b ]]; then c; fi
        [[ -v a[1] ]]
        [[ a == "b" || c != 'd' ]]
        [[ -t 1 ]]
        [[ 1 < 2 && a ]]
        [[ a<b ]]
        [[ a 2>b ]]
        ((
        ((a
        ((a)
        ((a))b
        ((a)) b
        ((a)) > f
        ((a)) && b
        (( a > b )) || c
        ((a␊b))
        (( "a" ))
        (( 'a ))
        (( ) ))
        (( (a) ))
        (((a)))
        ( (a) )
        ((a) )
        ((a) && (b))
        ((a;b) | c)
        ((a) > f)
        (((a) ) )
        time time ls
        time ! ls
        ! time ls
        time -p
        time -- ls
        time -x ls
        time; ls
        time | a
        time {a; }
        time { a; }
        time (a)
        time if a; then b; fi
        a | time b
        time a=b c
        time > f
        ! !
        ! && a
        !␊a
        ! | a
        a | !
        ! a | b
        a && !
        (!)
        ( ! )
        { !; }
        if !; then a; fi
        coproc
        coproc { a; }
        coproc a b
        coproc N a
        coproc N (a)
        coproc if a; then b; fi
        coproc a | b
        coproc > f
        function f { a; } > b
        function f-g { a; }
        function f if a; then b; fi
        function f ( a )
        function f() a
        function { a; }
        function
        function f
        function f()
        function f;{ a; }
        function if { a; }
        function 1f { a; }
        function "f" { a; }
        function $f { a; }
        function a=b { c; }
        a=b() { c; }
        f()
        f() {
        f() { }
        f() (
        f() # c␊{ a; }
        f(); { a; }
        f() { a; }; g
        f() { a; } g
        f() { a; } && g
        f() { a; } | g
        f() g() { a; }
        f() [[ a ]]
        f() ((a))
        f() while a; do b; done
        f(){ a;}
        f(){ a; };
        f(){ a;␊}
        f␊() { a; }
        if f() { a; }; then b; fi
        time() { a; }
        !() { a; }
        {() { a; }
        [() { a; }
        [[() { a; }
        do() { a; }
        in() { a; }
        function() { a; }
        .() { a; }
        :() { a; }
        echo() { a; }
        test() { a; }
        set() { a; }
        local() { a; }
        alias() { a; }
        cd() { a; }
        { { a; } }
        { { a; } > f }
        { (a) }
        { if a; then b; fi }
        if (a) then (b) fi
        if [[ a ]] then b; fi
        if ((a)) then b; fi
        while (a) do (b) done
        if { a; } then { b; } else { c; } fi
        for x in a; do (b) done
        source() { a; }
        times() { a; }
        true() { a; }
        readonly() { a; }
        typeset() { a; }
        declare() { a; }
        echo [[ && b
        echo [[ && b ]] && c
        a 2<(b)
        2<(b)
        time &
        time && a
        (time)
        (time a)
        { time; }
        f() time a
        for x␊;do a; done
        for x in a␊;do a; done
        for x␊{ a; }
        for x;{ a; }
        for␊x in a; do b; done
        for x in a;;do b; done
        case␊x in a) b;; esac
        case x in a) b;; esac) c;; esac
        a &\␊& b
        a |\␊| b
        a $\␊x
        a $\␊(b)
        a <\␊<A␊b␊A
        a 2\␊>f
        a >\␊f
        echo "$\␊x"
        echo ${\␊x}
        echo $\␊{x}
        echo $\␊'x'
        # a\␊b
        shopt -s extglob; echo !(a)
        echo a >&-b
        echo a >&-
        `
        echo ${x:-`a`}
        case a in b) c;;esac
        case a in b)c;;esac;d
        case a in b)c;d;;(e)f;;esac
        case a in (b);; (c) esac
        case a in (b c) d;; esac
        case a in b);;& esac
        case a in b);& esac
        case `a` in b) ;; esac
        case "a" in "b") ;; esac
        for ((a;b)); do c; done
        for ((a)); do c; done
        for ((a;b;c;d)); do e; done
        for ((a;b;c)) x; do e; done
        for ((a;b;c)); in
        f() { a; } <<A␊b␊A
        f() (a) 2>b
        f() { a; } b
        (a)(b)
        (a)b
        a(b
        { a; }{ b; }
        { a; };{ b; }
        {a; }
        if a; then b; fi; c
        if a; then b; fi c
        if a; then b; fi | c
        if a; then b; fi && c
        if a; then b; fi & c
        a;;b
        a;&b
        a&;b
        a & & b
        a &&& b
        a ||| b
        a | | b
        a |
        a | #c
        a ; # c
        a\
        '
        "
        $(
        ${
        $((
        [[
        {
        (
        a[
        a[1
        a[1]
        a[1]=
        a[1]+=b
        a[x]y
        a[x]=y z
        a[$(b)]=c
        a["b]"]=c
        a['b c']=d
        a[b]]=c
        a[[b]]=c
        a=b[c d]
        x a[1 2]=3
        declare a[1 2]=3
        declare a=(1 2) b=(3)
        a=(1 2) b=(3) c
        a=(<(b))
        a=(>f)
        a=(b&)
        a=((b))
        a=(b=(c))
        a=([x]=(c))
        a=([1 2]=c)
        a=(b #c)
        a+=( b )
        1a=(b)
        a-b=(c)
        $a=(b)
        a$b=(c)
        "a"=(b)
        a=b=(c)
        a =(b)
        let a=(1+2)*3
        let "a=(1+2)*3"
        echo a=b
        echo $(( (1+2)*3 ))
        echo $(( $((1)) ))
        echo $(( $(( ) ))
        echo $(( a(b ))
        echo $(( {a ))
        echo $(($(a)))
        echo $((a)b))
        echo $(( (a)(b) ))
        echo $(( a) b))
        echo "$(( " ))"
        echo "$(( "a" ))"
        echo "$(( ' ))"
        echo $( (a) )
        echo $( (a); b)
        echo $( ((a)) )
        echo $(((a)))
        echo $(((a); b))
        echo $(( a # b␊))
        echo $[a]
        echo $[a b]
        echo "$[a]"
        echo "$["
        echo $[ $(a) ]
        echo $[ ] ]
        echo $[ [ ] ]
        echo $[ ( ]
        echo $[ ' ]
        echo ${a['b}']}
        echo ${a["b}"]}
        echo ${a[$(b)]}
        echo "${a["b"]}"
        echo "${a['b}']}"
        echo "${a:-`b`}"
        echo "${a:-$(b "c")}"
        echo "${a:-$'b'}"
        echo ${a:-$'b}'}
        echo "${a:-$'b}'}"
        echo "${a#$'b}'}"
        echo "${a+"b}c"}"
        echo "${a+"b"}"c"}"
        echo ${a+"b}c"}
        echo "${a+\"}"
        echo "${a+'"'}"
        echo "${a+'}'}"
        echo "${a%'}'}"
        echo "${a/'}'/b}"
        echo "${a:-b'c}"d'e"
        echo ${a:-'}'}
        echo ${a:-\'}
        a |& b=(1)
        a | b=(1)
        a && b=(1)
        a |& b[1 2]=1
        >f a=(1)
        >f b=1 a=(1)
        b=1 >f a=(1)
        b=1 >f a=1 c=(1)
        >f >g a=(1)
        2>&1 a=(1)
        >f b=1 >g a=(1)
        b=1 2>&1 a=(1)
        b=1 <<<x a=(1)
        ( >f a=(1) )
        ; >f a=(1)
        x; >f a=(1)
        x && >f a=(1)
        if >f a=(1); then b; fi
        case x in a) >f a=(1);; esac
        case x in a) b=1 >f a=(1);; esac
        $(>f a=(1))
        $(b=1 >f a=(1))
        ((x++ )␊A␊)
        ((x++ ) ␊A)
        ((x ); A)
        ((x ) | A)
        ((x )␊)
        ((x)␊)
        ((x)␊A)
        ( (x )␊A␊)
        case x in 'q');&(})a=(1 2);; esac
        case x in (})a=(1 2);; esac
        case x in })a=(1 2);; esac
        case x in (})a;; esac
        case x in (a)a=(1 2);; esac
        case x in (a) a=(1 2);; esac
        case x in a)a=(1 2);; esac
        case x in (if)a=(1 2);; esac
        a |& { b=(1); }
        { a; } |& b=(1)
        a |& ! b
        a |& time b
        a |& if b; then c; fi
        a |& (b)
        a |& b() { c; }
        coproc ! a
        coproc time a
        coproc function f { a; }
        coproc f() { a; }
        coproc a=1
        coproc a=(1)
        coproc N select x in a; do b; done
        coproc N ((1))
        coproc N [[ a ]]
        coproc ((1))
        coproc N in
        coproc N }
        coproc N time a
        coproc N coproc a
        coproc N function f { a; }
        coproc N then
        coproc N -x then
        function f␊( a )
        function f␊() { a; }
        function f [[ a ]]
        function f ((1))
        function f␊{ a; }
        function f # c␊{ a; }
        ${$(a)}
        echo ${$((1))}
        echo ${$:-a}
        echo ${$x}
        echo ${${x#y}
        $(time; a)
        $(;a)
        2>&1<x
        a >&2>&1
        a >& 2 >f
        a >&2x>f
        a >&2a
        a <&3<f
        a 2>&1>f
        a 2>&1|b
        a 2>&1&b
        a 2>&1;b
        a 2>&1)
        a 2>&1-
        a 2>&1- b
        a 2>& -
        a 2>&-<f
        a 2>&-b
        a 2>&--
        export a=1 b=(2)
        export a b=(2)
        export -x a=(2)
        export $x a=(2)
        "export" a=(2)
        \export a=(2)
        command export a=(2)
        x=1 export a=(2)
        >f export a=(2)
        ! export a=(2)
        time export a=(2)
        if export a=(2); then b; fi
        export a=(2) >f b=(3)
        export >f b=(3)
        export a=(2) && b c=(3)
        export a=(2)b
        export a=(2)(b)
        export a+=(2)
        export a[1 2]=3
        export 1=(2)
        export -a=(2)
        export "a"=(2)
        a=(1) b
        a=(1)>f
        a=(1);b
        a=(1)&&b
        a=(1)#b
        a=( #b␊ c)
        a=(1 \␊ 2)
        a=(1␊;2)
        a=(if then fi)
        a=({ })
        a=(!)
        a=(1>2)
        a=(2>f)
        a=(1&&2)
        a=(b[1 2])
        a=([a)
        a=([a]b)
        a=([a]=)
        a=([a] =b)
        a=(a=b)
        a=("b" 'c' $d `e` $(f))
        a=(*.c {1,2} ~)
        a=(<<A)␊b␊A
        a=(<(b) >(c))
        a=$(b) c=(d)
        """";

    public static IReadOnlyList<string> All { get; } =
        [.. Table.Split('\n').Select(line => line.Replace('␊', '\n').Replace('␉', '\t'))];
}
