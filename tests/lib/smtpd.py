"""A mail server for tests on aiosmtpd. Prints `port N`, then one JSON line a mail. The recipient's first word says what happens:
no: refused at RCPT with 550; once: 451 after the mail, the first time; never: 554 after the mail; full: 552 after it; spam: 550 5.7.1
after it; slow: taken after 3 s; gone: hangs up after the mail without a word; hang: says nothing more.
With a certificate and a key as arguments it offers STARTTLS and takes nothing without; a third one, `tls`, means TLS from the start."""
import asyncio
import json
import logging
import ssl
import sys

from aiosmtpd.smtp import SMTP

REFUSALS = {'never': '554 5.6.0 not wanted', 'full': '552 5.2.2 mailbox full', 'spam': '550 5.7.1 we do not trust you'}


class Handler:
    def __init__(self):
        self.seen = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith('no'):
            return '550 5.1.1 no such mailbox'
        envelope.rcpt_tos.append(address)
        return '250 2.1.5 ok'

    async def handle_DATA(self, server, session, envelope):
        to = envelope.rcpt_tos[0]
        first = to not in self.seen
        self.seen.add(to)
        if to.startswith('slow'):
            await asyncio.sleep(3)
        refusal = next((words for word, words in REFUSALS.items() if to.startswith(word)), None)
        lost = to.startswith(('gone', 'hang'))
        taken = not refusal and not lost and not (to.startswith('once') and first)
        print(json.dumps({'from': envelope.mail_from, 'to': envelope.rcpt_tos, 'taken': taken, 'tls': server.transport.get_extra_info('sslcontext') is not None,
                          'text': envelope.content.decode('utf-8')}), flush=True)
        if to.startswith('gone'):
            server.transport.abort()
        if to.startswith('hang'):
            await asyncio.sleep(60)
        if taken:
            return '250 2.0.0 queued as 1'
        return refusal or '451 4.3.2 try again'


async def main():
    logging.disable()  # a client that trusts nobody here is what tests want
    handler = Handler()
    context = None
    if len(sys.argv) > 2:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(sys.argv[1], sys.argv[2])
    smtps = 'tls' in sys.argv[3:]
    starttls = None if smtps else context
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(handler, tls_context=starttls, require_starttls=starttls is not None), '127.0.0.1', 0, ssl=context if smtps else None)
    print('port', server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
