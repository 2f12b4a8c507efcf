"""Addresses that no studio gets: hosts of the platform's own, and names that mislead people."""

from __future__ import annotations

RESERVED = frozenset(
    """
    about abuse account accounts admin administrator analytics api app apps archive assets auth
    autoconfig autodiscover backup beta billing blog board booking bookings cache calendar
    careers cdn client clients cloud console contact content control cpanel dashboard data db
    debug demo dev developer developers dns docs download downloads email embed example exchange
    faq feedback file files forum ftp galleries gallery git graphql guest help helpdesk home
    host hostmaster http https id image images imap img info internal invoice invoices ipv4 ipv6
    isatap jobs js lab labs ldap legal licence license live local localdomain localhost log
    login logout logs mail mailbox mailer manage manager master media metrics mobile monitor
    monitoring mx my mysql news newsletter noc ns ns1 ns2 ns3 ns4 null oauth official operator
    operators order orders owner partner partners pay payment payments photo photos platform pop
    pop3 portal postgres postmaster press preview pricing privacy private profile proxy public
    queue redis register registry relay renew reset root safelight sales sandbox search secure
    security server service services session settings setup shop sign-in sign-up signin signup
    site sites smtp ssh ssl sso staff stage staging static stats status storage store studio
    studios support sysadmin system team template tenant terms test testing tls token tokens
    trust undefined update upload uploads user users verify video videos vpn web webhook
    webhooks webmail webmaster welcome wiki wildcard workspace wpad www www1 www2 xml
    """.split()  # noqa: SIM905 - two hundred short words read better so
)
