//! `Tee`: a body that passes through unchanged while a part of it is kept to be looked at.

use std::pin::Pin;
use std::sync::PoisonError;
use std::task::{Context, Poll, Waker};

use bytes::Buf;
use http_body::{Body, Frame, SizeHint};

use crate::watch::{Answered, Seen, SeenRequest};

/// A body that is looked at while it passes through.
///
/// Frames, trailers, errors and the size are those of the body within.
pub struct Tee<B: Body> {
    inner: Pin<Box<B>>,
    into: Into,
}

/// Where that goes which is seen.
enum Into {
    /// It is only passed through.
    Nothing,
    Request(SeenRequest),
    Answer(Seen, Option<Box<Answered>>),
}

impl Into {
    fn see(&mut self, change: impl FnOnce(&mut Seen)) {
        match self {
            Self::Nothing => {}
            Self::Request(seen) => change(&mut seen.lock().unwrap_or_else(PoisonError::into_inner)),
            Self::Answer(seen, _) => change(seen),
        }
    }

    fn finish(&mut self) {
        if let Self::Answer(seen, answered) = self
            && let Some(answered) = answered.take()
        {
            answered.ended(seen);
        }
    }

    fn is_finished(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::Request(seen) => seen.lock().unwrap_or_else(PoisonError::into_inner).is_cut(),
            Self::Answer(_, answered) => answered.is_none(),
        }
    }
}

impl<B: Body> Tee<B> {
    pub(crate) fn unseen(inner: B) -> Self {
        Self { inner: Box::pin(inner), into: Into::Nothing }
    }

    pub(crate) fn request(inner: B, seen: SeenRequest) -> Self {
        Self::looking(inner, Into::Request(seen))
    }

    pub(crate) fn answer(inner: B, limit: usize, answered: Answered) -> Self {
        Self::looking(inner, Into::Answer(Seen::new(limit), Some(Box::new(answered))))
    }

    fn looking(inner: B, into: Into) -> Self {
        let mut tee = Self { inner: Box::pin(inner), into };
        // A body of nothing is never asked for.
        if tee.inner.is_end_stream() {
            tee.ended();
        }
        tee
    }

    fn ended(&mut self) {
        self.into.see(Seen::ended);
        self.into.finish();
    }

    /// Whether all has passed that the answer's headers announce, after which nobody asks for more.
    fn is_complete(&self) -> bool {
        let announced = match &self.into {
            Into::Answer(seen, Some(answered)) => Some((seen.length() as u64, answered.content_length())),
            _ => None,
        };
        self.inner.is_end_stream() || announced.is_some_and(|(seen, length)| length == Some(seen))
    }
}

impl<B: Body> Body for Tee<B>
where
    B::Data: Buf,
{
    type Data = bytes::Bytes;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        let this = &mut *self;
        let polled = this.inner.as_mut().poll_frame(context);
        polled.map(|frame| match frame {
            None => {
                this.ended();
                None
            }
            Some(Err(error)) => Some(Err(error)),
            Some(Ok(frame)) => {
                // For `Bytes` this copies nothing.
                let frame = frame.map_data(|mut data| data.copy_to_bytes(data.remaining()));
                if let Some(data) = frame.data_ref() {
                    this.into.see(|seen| seen.add(data));
                }
                if this.is_complete() {
                    this.ended();
                }
                Some(Ok(frame))
            }
        })
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

impl<B: Body> Drop for Tee<B> {
    /// What nobody reads is read here, if it is at hand: a test that looks at the status alone has a body, too.
    fn drop(&mut self) {
        if self.into.is_finished() {
            return;
        }
        let is_read = !matches!(&self.into, Into::Answer(_, Some(answered)) if answered.has_no_body());
        if is_read && self.inner.size_hint().exact().is_some() {
            let mut context = Context::from_waker(Waker::noop());
            while let Poll::Ready(frame) = self.inner.as_mut().poll_frame(&mut context) {
                match frame {
                    Some(Ok(frame)) => {
                        if let Ok(mut data) = frame.into_data() {
                            let data = data.copy_to_bytes(data.remaining());
                            self.into.see(|seen| seen.add(&data));
                        }
                    }
                    Some(Err(_)) => break,
                    None => {
                        self.into.see(Seen::ended);
                        break;
                    }
                }
                if self.into.is_finished() {
                    break;
                }
            }
        }
        self.into.finish();
    }
}
