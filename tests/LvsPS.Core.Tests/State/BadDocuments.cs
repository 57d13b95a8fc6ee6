namespace LvsPS.Core.Tests.State;

/// <summary>A document that cannot be right, with where and why.</summary>
/// <param name="Name">What is wrong, in a few words.</param>
/// <param name="Text">The document.</param>
/// <param name="Line">The line of the finding.</param>
/// <param name="Column">The character of the finding.</param>
/// <param name="Setting">The place within the document.</param>
/// <param name="Part">What the message says among other things.</param>
/// <param name="IsForSchema">Whether a JSON schema can say so too: it knows of forms, and not of what contradicts each other.</param>
public sealed record BadDocument(string Name, string Text, int Line, int Column, string Setting, string Part, bool IsForSchema = true)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>Documents that cannot be right.</summary>
public static class BadDocuments
{
    private const string Service = "services:\n- service: tcp://10.0.0.1:80\n";

    public static IReadOnlyList<BadDocument> All { get; } =
    [
        // Wrong types.
        new("a list for a mapping", "- services\n", 1, 1, "", "a list, and not a mapping"),
        new("a word for a list", "services: all\n", 1, 11, "services", "a single value, and not a list"),
        new("a mapping for a list", "services: { service: tcp://10.0.0.1:80 }\n", 1, 11, "services", "a mapping, and not a list"),
        new("a list for a word", $"{Service}  scheduler: [wrr]\n", 3, 14, "services[0].scheduler", "a list, and not the name of a scheduler"),
        new("a number for a name", "owner: 5\n", 1, 8, "owner", "'5' is not a name"),
        new("an owner of two lines", "owner: \"a\\nb\"\n", 1, 8, "owner", "a name of letters"),
        new("a truth value for a name", $"{Service}  scheduler: true\n", 3, 14, "services[0].scheduler", "'true' is a truth value"),
        new("a word for a truth value", "prune: yes\nservices: []\n", 1, 8, "prune", "'yes' is not true or false"),
        new("a text for a truth value", "prune: \"true\"\nservices: []\n", 1, 8, "prune", "true or false without quotes"),
        new("a fraction for a number", $"{Service}  realServers: [{{ address: 10.0.1.1, weight: 1.5 }}]\n", 3, 46, "services[0].realServers[0].weight", "'1.5' is not a whole number"),
        new("a negative weight", $"{Service}  realServers: [{{ address: 10.0.1.1, weight: -1 }}]\n", 3, 46, "services[0].realServers[0].weight", "'-1' is not a whole number from 0"),
        new("a word for a weight", $"{Service}  realServers: [{{ address: 10.0.1.1, weight: kept }}]\n", 3, 46, "services[0].realServers[0].weight", "or the word keep"),
        new("no value", $"{Service}  realServers:\n", 3, 15, "services[0].realServers", "has no value"),
        new("a word that is none", $"{Service}  realServers: [{{ address: 10.0.1.1, forwarding: masquerading }}]\n", 3, 50, "services[0].realServers[0].forwarding", "'masquerading' is not masquerade"),
        new("a duration that is none", "timeouts: { tcp: 5 minutes }\n", 1, 18, "timeouts.tcp", "is not a duration"),
        new("a service that is none", "services:\n- service: http://10.0.0.1:80\n", 2, 12, "services[0].service", "'http' is none of tcp"),
        new("a name for an address", $"{Service}  realServers: [{{ address: web1 }}]\n", 3, 28, "services[0].realServers[0].address", "'web1' is not an address"),

        new("null for a text", $"{Service}  realServers: [{{ address: 10.0.1.1 }}]\n  health: {{ check: {{ type: command, executable: /bin/true, arguments: [a, ~] }} }}\n", 4, 75, "services[0].health.check.arguments[1]", "which is what '~' means to YAML"),
        new("null for a text of a name", $"{Service}  realServers: [{{ address: 10.0.1.1 }}]\n  health: {{ check: {{ type: http, headers: {{ Accept: null }} }} }}\n", 4, 53, "services[0].health.check.headers.Accept", "which is what 'null' means to YAML"),
        new("nothing for a text of a name", $"{Service}  realServers: [{{ address: 10.0.1.1 }}]\n  health: {{ check: {{ type: http, headers: {{ Accept: }} }} }}\n", 4, 53, "services[0].health.check.headers.Accept", "Here is no value"),
        new("null for a setting's value", "kernelSettings: { net.ipv4.conf.all.forwarding: null }\n", 1, 49, "kernelSettings.net.ipv4.conf.all.forwarding", "Here is no value"),
        new("null for an address to send mail to", $"{Service}  realServers: [{{ address: 10.0.1.1 }}]\n  health: {{ check: {{ type: tcp }} }}\nhealth: {{ mail: {{ from: a@b, to: [null] }} }}\n", 5, 35, "health.mail.to[0]", "Here is no value"),
        new("a truth value for an owner", "owner: true\nservices: []\n", 1, 8, "owner", "'true' is not a name"),
        new("a word for a mask of the defaults", $"defaults: {{ persistenceTimeout: 300, persistenceNetmask: eth0 }}\n{Service}", 1, 58, "defaults.persistenceNetmask", "'eth0' is not a mask"),
        new("a letter in a mask of the defaults", $"defaults: {{ persistenceTimeout: 300, persistenceNetmask: 255.255.O.0 }}\n{Service}", 1, 58, "defaults.persistenceNetmask", "'255.255.O.0' is not a mask"),
        new("a truth value for a mask of the defaults", $"defaults: {{ persistenceTimeout: 300, persistenceNetmask: true }}\n{Service}", 1, 58, "defaults.persistenceNetmask", "'true' is not a mask"),
        new("a negative mask", $"defaults: {{ persistenceTimeout: 300, persistenceNetmask: -1 }}\n{Service}", 1, 58, "defaults.persistenceNetmask", "'-1' is not a mask"),
        new("a fraction for a mask", $"defaults: {{ persistenceTimeout: 300, persistenceNetmask: 1.5 }}\n{Service}", 1, 58, "defaults.persistenceNetmask", "'1.5' is not a mask"),
        new("a mask that is too long", $"defaults: {{ persistenceTimeout: 300, persistenceNetmask: 129 }}\n{Service}", 1, 58, "defaults.persistenceNetmask", "'129' is not a mask"),
        new("a mask of no length", $"{Service}  persistenceNetmask: /0\n", 3, 23, "services[0].persistenceNetmask", "'/0' is not a mask"),

        // Keys.
        new("an unknown key", $"{Service}  sheduler: wrr\n", 3, 3, "services[0]", "The key 'sheduler' is not known here"),
        new("an unknown key at the top", "service: []\n", 1, 1, "", "The key 'service' is not known here"),
        new("a missing key", "services:\n- scheduler: wrr\n", 2, 3, "services[0]", "The key 'service' is missing"),
        new("a key of another type of check", $"{Service}  realServers: []\n  health:\n    check: {{ type: tcp, path: / }}\n", 5, 25, "services[0].health.check", "'path' does not belong to the type tcp"),
        new("a key twice", $"{Service}  scheduler: rr\n  scheduler: wrr\n", 4, 3, "", "The key 'scheduler' stands there twice, first in line 3", IsForSchema: false),
        new("a key that is a list", "[a, b]: 1\n", 1, 1, "", "A key is a word", IsForSchema: false),

        // Ports and addresses.
        new("a port as text", $"{Service}  realServers: [{{ address: 10.0.1.1, port: \"80\" }}]\n", 3, 44, "services[0].realServers[0].port", "in quotes, which make a text of the number"),
        new("a port as a name", $"{Service}  realServers: [{{ address: 10.0.1.1, port: http }}]\n", 3, 44, "services[0].realServers[0].port", "'http' is not a whole number from 0 to 65535"),
        new("a port that is too great", $"{Service}  realServers: [{{ address: 10.0.1.1, port: 65536 }}]\n", 3, 44, "services[0].realServers[0].port", "'65536' is not a whole number"),
        new("a port that looks octal", $"{Service}  realServers: [{{ address: 10.0.1.1, port: 080 }}]\n", 3, 44, "services[0].realServers[0].port", "octal", IsForSchema: false),
        new("a service whose port looks octal", "services:\n- service: tcp://10.0.0.1:080\n", 2, 12, "services[0].service", "octal"),
        new("a mark that looks octal", "services:\n- service: fwmark://010\n", 2, 12, "services[0].service", "The mark of 'fwmark://010' begins with 0"),
        new("a mark of IPv6 that looks octal", "services:\n- service: fwmark6://07\n", 2, 12, "services[0].service", "The mark of 'fwmark6://07' begins with 0"),
        new("a mark of nothing", "services:\n- service: fwmark://0\n", 2, 12, "services[0].service", "no firewall mark from 1"),
        new("a protocol that looks octal", "services:\n- service: ip051://10.0.0.1:80\n", 2, 12, "services[0].service", "The protocol of 'ip051://10.0.0.1:80' begins with 0"),
        new("port 0 of a mark", "fwMarks:\n- { fwMark: 3, addresses: [10.0.0.1], tcp: [0], udp: [53] }\n", 2, 45, "fwMarks[0].tcp[0]", "'0' is not a port"),
        new("port 0 of a mark as a text", "fwMarks:\n- { fwMark: 3, addresses: [10.0.0.1], tcp: [0-80], udp: [53] }\n", 2, 45, "fwMarks[0].tcp[0]", "'0-80' is not a port"),
        new("a port of a mark that is too great", "fwMarks:\n- { fwMark: 3, addresses: [10.0.0.1], tcp: [65536], udp: [53] }\n", 2, 45, "fwMarks[0].tcp[0]", "'65536' is not a port"),
        new("a range that ends too far", "fwMarks:\n- { fwMark: 3, addresses: [10.0.0.1], tcp: [80-65536], udp: [53] }\n", 2, 45, "fwMarks[0].tcp[0]", "'80-65536' is not a port"),
        new("an address that looks octal", $"{Service}  realServers: [{{ address: 010.0.1.1 }}]\n", 3, 28, "services[0].realServers[0].address", "octal"),
        new("a service whose address looks octal", "services:\n- service: tcp://10.0.0.01:80\n", 2, 12, "services[0].service", "'10.0.0.01' is no address"),
        new("a block with bits beyond its length", "fwMarks:\n- { fwMark: 3, addresses: [10.0.0.1/28], tcp: [80] }\n", 2, 28, "fwMarks[0].addresses[0]", "is not an address or a block", IsForSchema: false),
        new("a range that is reversed", $"{Service}  fullNat: [10.0.0.9-10.0.0.2]\n", 3, 13, "services[0].fullNat[0]", "is not an address, a range", IsForSchema: false),

        // What contradicts each other.
        new("a service twice", $"{Service}- service: tcp://10.0.0.2:80\n- service: tcp://10.0.0.1:80\n", 4, 12, "services[2].service", "tcp://10.0.0.1:80 stands there twice, first in line 2", IsForSchema: false),
        new("a mark in two services", "services:\n- service: fwmark://7\n- service: fwmark://7\n", 3, 12, "services[1].service", "The mark 7 is in two services", IsForSchema: false),
        new("a mark twice", "fwMarks:\n- { fwMark: 7, addresses: [10.0.0.1], tcp: [80] }\n- { fwMark: 7, addresses: [10.0.0.2], tcp: [80] }\n", 3, 13, "fwMarks[1].fwMark", "7 stands there twice, first in line 2", IsForSchema: false),
        new("a server twice", $"{Service}  realServers:\n  - {{ address: 10.0.1.1 }}\n  - {{ address: 10.0.1.1, port: 80 }}\n", 5, 16, "services[0].realServers[1].address", "stands there twice, first in line 4", IsForSchema: false),
        new("a scheduler flag that does not fit", $"{Service}  scheduler: mh\n  schedulerFlags: [flag-3, sh-port]\n", 4, 28, "services[0].schedulerFlags", "The flag sh-port does not fit the scheduler mh", IsForSchema: false),
        new("a scheduler flag of the defaults that does not fit", "defaults: { scheduler: sh, schedulerFlags: [sh-port] }\nservices:\n- service: tcp://10.0.0.1:80\n  scheduler: rr\n", 1, 45, "services[0].schedulerFlags", "The flag sh-port does not fit the scheduler rr", IsForSchema: false),
        new("a flag that is none", $"{Service}  schedulerFlags: [sh-prot]\n", 3, 20, "services[0].schedulerFlags[0]", "sh-prot"),
        new("all ports without persistence", "services:\n- service: tcp://10.0.0.1:0\n", 2, 12, "services[0].service", "only for persistent services", IsForSchema: false),
        new("one packet over TCP", $"{Service}  onePacket: true\n", 3, 14, "services[0].onePacket", "only for UDP and firewall marks", IsForSchema: false),
        new("another port by direct routing", $"{Service}  realServers: [{{ address: 10.0.1.1, port: 8080 }}]\n", 3, 44, "services[0].realServers[0].port", "leaves packets at the service's port 80", IsForSchema: false),
        new("a lower threshold above the upper", $"{Service}  realServers: [{{ address: 10.0.1.1, upperThreshold: 10, lowerThreshold: 20 }}]\n", 3, 74, "services[0].realServers[0].lowerThreshold", "threshold", IsForSchema: false),
        new("a netmask of the other family", "services:\n- service: tcp://[2001:db8::1]:80\n  persistenceNetmask: 255.255.255.0\n", 3, 23, "services[0].persistenceNetmask", "an IPv6 service takes a prefix length", IsForSchema: false),
        new("a pruning without services", "prune: true\n", 1, 8, "prune", "has no key 'services'", IsForSchema: false),
        new("a daemon of a role twice", "syncDaemons:\n- { role: master, interface: eth0 }\n- { role: master, interface: eth1 }\n", 3, 11, "syncDaemons[1]", "of this role already, in line 2", IsForSchema: false),
        new("a time-out of no time", "timeouts: { udp: 0 }\n", 1, 18, "timeouts.udp", "shorter than a second", IsForSchema: false),
        new("a setting's value that is none", "kernelSettings: { conntrack: 2 }\n", 1, 30, "kernelSettings.conntrack", "'2' is no value of conntrack", IsForSchema: false),
        new("a setting of another place", "kernelSettings: { net.core.somaxconn: 2 }\n", 1, 19, "kernelSettings.net.core.somaxconn", "no setting that LvsPS knows", IsForSchema: false),
        new("a setting's name that leads elsewhere", "kernelSettings: {../../kernel/panic: 1}\n", 1, 18, "kernelSettings", "'../../kernel/panic' is no setting's name"),
        new("a setting's name with a blank", "kernelSettings: {conn track: 1}\n", 1, 18, "kernelSettings", "'conn track' is no setting's name"),
        new("a setting of no network", "kernelSettings: {kernel/panic: 1}\n", 1, 18, "kernelSettings.kernel/panic", "no setting that LvsPS knows", IsForSchema: false),
        new("a setting that full NAT needs otherwise", "kernelSettings: { conntrack: 0 }\nservices:\n- { service: tcp://10.0.0.1:80, fullNat: true }\n", 1, 30, "kernelSettings.conntrack", "conntrack cannot be 0: the full NAT of tcp://10.0.0.1:80 needs 1", IsForSchema: false),
        new("a setting that a real server needs otherwise", "kernelSettings: { net.ipv4.conf.all.arp_ignore: 0 }\nrealServerHosts:\n- { virtualAddress: 10.0.0.1, mode: directRouting }\n", 1, 49, "kernelSettings.net.ipv4.conf.all.arp_ignore", "cannot be 0: serving 10.0.0.1 as a real server needs 1 or 2", IsForSchema: false),
        new("packets in two marks", "fwMarks:\n- { fwMark: 7, addresses: [10.0.0.0/24], tcp: [80] }\n- { fwMark: 8, addresses: [10.0.0.9], tcp: [443, 1-90] }\n", 3, 13, "fwMarks[1].fwMark", "get the mark 7 as well", IsForSchema: false),
        new("a mark without ports", "fwMarks:\n- { fwMark: 7, addresses: [10.0.0.1] }\n", 2, 13, "fwMarks[0]", "has no ports", IsForSchema: false),
        new("a tunnel's port without gue", "realServerHosts:\n- { virtualAddress: 10.0.0.1, mode: tunnel, port: 6080 }\n", 2, 51, "realServerHosts[0].port", "Only a gue tunnel has a port", IsForSchema: false),
        new("an address that nobody can serve", "virtualAddresses: [{ address: 127.0.0.1 }]\n", 1, 31, "virtualAddresses[0].address", "loopback", IsForSchema: false),

        // Health.
        new("a check without a type", $"{Service}  realServers: []\n  health: {{ check: {{ path: / }} }}\n", 4, 20, "services[0].health.check", "The key 'type' is missing"),
        new("a check that is none", $"{Service}  realServers: []\n  health: {{ check: {{ type: htttp }} }}\n", 4, 28, "services[0].health.check.type", "'htttp' is not tcp"),
        new("a pattern that is none", $"{Service}  realServers: [{{ address: 10.0.1.1 }}]\n  health: {{ check: {{ type: http, match: '(' }} }}\n", 4, 28, "services[0].realServers[0].health", "is no regular expression", IsForSchema: false),
        new("a quorum that is never held", $"{Service}  realServers: [{{ address: 10.0.1.1 }}]\n  health: {{ check: {{ type: tcp }}, quorum: 5 }}\n", 4, 43, "services[0].health.quorum", "can never be held", IsForSchema: false),
        new("a password in the document", $"{Service}  realServers: []\n  health: {{ check: {{ type: http, credential: {{ user: a, passwordFile: b, password: c }} }} }}\n", 4, 74, "services[0].health.check.credential", "The key 'password' is not known here"),
        new("servers without a check", $"{Service}  realServers: [{{ address: 10.0.1.1 }}]\n  health: {{ interval: 5 }}\n", 3, 17, "services[0].realServers[0].health", "has no check", IsForSchema: false),
        new("an action that does nothing", $"{Service}  realServers: []\n  health: {{ onUp: {{ timeout: 5 }} }}\n", 4, 19, "services[0].health", "neither a command nor a script", IsForSchema: false),

        // The text.
        new("nothing", "# nothing\n", 1, 1, "", "The document is empty", IsForSchema: false),
        new("a tab", "services:\n\t- service: tcp://10.0.0.1:80\n", 2, 1, "", "A tab begins the line", IsForSchema: false),
        new("a tab behind blanks", $"{Service}  \tscheduler: rr\n", 3, 3, "", "A tab begins the line", IsForSchema: false),
        new("a bracket that is not closed", "services: [\n", 2, 1, "", "no YAML here", IsForSchema: false),
        new("two documents", "services: []\n---\nservices: []\n", 2, 1, "", "A second document begins here", IsForSchema: false),
        new("half of a character", "owner: a\uD83D\n", 1, 8, "", "Half of a character", IsForSchema: false),
        new("a control character", "owner: a\u0007b\n", 1, 9, "", "U+0007", IsForSchema: false),
        new("an alias of nothing", "services: *all\n", 1, 11, "", "No value before has the anchor &all", IsForSchema: false),
        new("an alias of what is around it", "x-a: &a [*a]\nservices: []\n", 1, 10, "", "No value before has the anchor &a", IsForSchema: false),
        new("a tag", "services: !!python/object []\n", 1, 11, "", "means nothing here", IsForSchema: false),
        new("a merge of a list", "x-a: &a [1]\nservices:\n- service: tcp://10.0.0.1:80\n  <<: *a\n", 1, 10, "", "Only a mapping", IsForSchema: false),
        new("an alias bomb", Bomb(), 7, 11, "", "stand for more than 2000000 values", IsForSchema: false),
        new("a deep nest", $"x-a: {new string('[', 100)}{new string(']', 100)}\n", 1, 70, "", "more than 64 deep", IsForSchema: false),
    ];

    private static string Bomb()
    {
        string text = "x-0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n";
        for (int i = 1; i < 10; i++)
        {
            text += FormattableString.Invariant($"x-{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        }

        return $"{text}services: []\n";
    }
}
