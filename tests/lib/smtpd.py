"""A mail server for tests on aiosmtpd. Prints `port N`, then one JSON line a mail. The recipient's first word says what happens:
no: refused at RCPT with 550; once: 451 after the mail, the first time; never: 554 after the mail; slow: taken after 3 s."""
import asyncio
import json

from aiosmtpd.smtp import SMTP


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
        taken = not to.startswith('never') and not (to.startswith('once') and first)
        print(json.dumps({'from': envelope.mail_from, 'to': envelope.rcpt_tos, 'taken': taken,
                          'text': envelope.content.decode('utf-8')}), flush=True)
        if taken:
            return '250 2.0.0 queued as 1'
        return '451 4.3.2 try again' if to.startswith('once') else '554 5.6.0 not wanted'


async def main():
    handler = Handler()
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(handler), '127.0.0.1', 0)
    print('port', server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
