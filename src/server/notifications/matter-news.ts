import type { SeatId } from '../../domain/ids.ts'
import type { Announcement } from './announcement.ts'
import { type News, type Reader, type Told, told } from './news.ts'

/** What people are told of a matter's news besides its session. */
export function matterNews(announcement: Announcement): News {
  const { at, actor } = announcement
  return { at, actor, ...storyOf(announcement) }
}

type Story = Pick<News, 'eventKey' | 'topic' | 'tell'>

function storyOf(news: Announcement): Story {
  switch (news.kind) {
    case 'invitation-accepted':
      return {
        eventKey: `invitation/${news.invitationId}/accepted`,
        topic: 'invitations',
        tell: seatOnly(news.seatId, ({ matter }) =>
          told('invitation-accepted', { ...matter, name: news.name }),
        ),
      }
    case 'invitation-declined': {
      const { name, gaveReason } = news
      return {
        eventKey: `invitation/${news.invitationId}/declined`,
        topic: 'invitations',
        tell: seatOnly(news.seatId, ({ matter }) =>
          told('invitation-declined', { ...matter, name, gaveReason }),
        ),
      }
    }
    case 'invitation-renewal-asked':
      return {
        eventKey: `invitation/${news.invitationId}/renewal-asked`,
        topic: 'invitations',
        tell: seatOnly(news.seatId, ({ matter }) =>
          told('invitation-renewal-asked', { ...matter, name: news.name }),
        ),
      }
    case 'invitation-refused':
      return {
        eventKey: `invitation/${news.invitationId}/refused`,
        topic: 'invitations',
        tell: seatOnly(news.seatId, ({ matter }) =>
          told('invitation-refused', { ...matter, name: news.name }),
        ),
      }
    case 'message-received': {
      const { from, senderName, hasFiles } = news
      return {
        eventKey: `message/${news.messageId}`,
        topic: 'messages',
        tell: ({ matter, call }) =>
          told('message-received', { ...matter, senderName, side: call(from), hasFiles }),
      }
    }
    case 'new-session-proposed':
      return {
        eventKey: `${news.sessionId}/proposed`,
        topic: 'new-session',
        tell: ({ matter, call }) => told('new-session-proposed', { ...matter, side: call(news.side) }),
      }
    case 'team-member-added': {
      const { member, role } = news
      return {
        eventKey: `team/${news.seatId}/added/${member}/${news.at}`,
        topic: 'team',
        tell: seatOnly(news.seatId, ({ matter, userId, nameOf }) =>
          told('team-member-added', {
            ...matter,
            memberName: nameOf(member),
            isReader: userId === member,
            role,
          }),
        ),
      }
    }
    case 'team-member-removed': {
      const { member, memberName } = news
      return {
        eventKey: `team/${news.seatId}/removed/${member}/${news.at}`,
        topic: 'team',
        // The matter is closed to the one who was removed; a mail alone tells of it.
        tell: seatOnly(news.seatId, ({ matter, userId }) =>
          userId === member ? null : told('team-member-removed', { ...matter, memberName, isReader: false }),
        ),
      }
    }
    case 'lead-handed-over':
      return {
        eventKey: `team/${news.seatId}/lead/${news.lead}/${news.at}`,
        topic: 'team',
        tell: seatOnly(news.seatId, ({ matter, userId, nameOf }) =>
          told('lead-handed-over', {
            ...matter,
            leadName: nameOf(news.lead),
            isReader: userId === news.lead,
          }),
        ),
      }
  }
}

/** Who sits on a seat is that seat's own affair. */
function seatOnly(seatId: SeatId, tell: (reader: Reader) => Told | null): News['tell'] {
  return (reader) => (reader.seatId === seatId ? tell(reader) : null)
}
