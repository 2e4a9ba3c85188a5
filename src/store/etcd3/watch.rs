//! Changes as they come.

use std::collections::VecDeque;
use std::time::Duration;

use etcd_client::{WatchOptions, WatchStream};
use tokio::runtime::Runtime;

use super::fault::Fault;
use super::link::Link;
use super::read::{path, prefix_end, signed, unsigned};
use crate::store::{Event, Revision, StoreError, Watch};

/// Changes below one prefix.
pub(super) struct Changes<'a> {
    runtime: &'a Runtime,
    link: &'a mut Link,
    stream: WatchStream,
    address: String,
    after: Revision,
    waiting: VecDeque<Event>,
}

impl<'a> Changes<'a> {
    pub(super) fn new(
        runtime: &'a Runtime,
        link: &'a mut Link,
        prefix: &str,
        after: Revision,
    ) -> Result<Self, StoreError> {
        let deadline = link.deadline();
        let (session, stream) = runtime.block_on(async {
            let session = link.ready(deadline, prefix.as_bytes()).await?;
            let options = WatchOptions::new()
                .with_range(prefix_end(prefix.as_bytes()))
                .with_start_revision(signed(after).saturating_add(1))
                // Many changes of one moment would make one message of any size.
                .with_fragment();
            let mut client = session.client.watch_client().max_decoding_message_size(usize::MAX);
            let started =
                tokio::time::timeout(deadline.left().unwrap_or_default(), client.watch(prefix, Some(options))).await;
            let fault = match started {
                Ok(Ok(stream)) => return Ok((session, stream)),
                Ok(Err(error)) => link.fault(&error),
                Err(_) => Fault::silent(link.connection.timeout),
            };
            // Whoever tries again should meet another member.
            link.drop_session();
            Err(fault.into_error(link.endpoint(&session), after))
        })?;
        let address = link.endpoint(&session).to_owned();
        Ok(Self { runtime, link, stream, address, after, waiting: VecDeque::new() })
    }

    async fn receive(&mut self) -> Result<(), StoreError> {
        let answer = match self.stream.message().await {
            Ok(Some(answer)) => answer,
            Ok(None) => {
                let fault = Fault::Broken("the server ended the watch".to_owned());
                self.link.drop_session();
                return Err(fault.into_error(&self.address, self.after));
            }
            Err(error) => {
                let fault = self.link.fault(&error);
                self.link.drop_session();
                return Err(fault.into_error(&self.address, self.after));
            }
        };
        if answer.compact_revision() > 0 {
            return Err(StoreError::Compacted { revision: self.after });
        }
        if answer.canceled() {
            self.link.drop_session();
            let reason = answer.cancel_reason();
            // A watch is refused with words only, not with a code.
            let refused = reason.contains("permission denied")
                || reason.contains("user name is empty")
                || reason.contains("PermissionDenied");
            let fault = if refused { Fault::Denied(reason.to_owned()) } else { Fault::Broken(reason.to_owned()) };
            return Err(fault.into_error(&self.address, self.after));
        }
        for event in answer.events() {
            let Some(kv) = event.kv() else { continue };
            let revision = unsigned(kv.mod_revision());
            // A key that is there was written at least once since it was made.
            let value = (kv.version() > 0).then(|| kv.value().to_vec());
            self.waiting.push_back(Event { revision, path: path(kv.key().to_vec())?, value });
            self.after = self.after.max(revision);
        }
        Ok(())
    }
}

impl Watch for Changes<'_> {
    fn next(&mut self, timeout: Duration) -> Result<Option<Event>, StoreError> {
        let runtime = self.runtime;
        runtime.block_on(async {
            let waited = tokio::time::timeout(timeout, async {
                while self.waiting.is_empty() {
                    self.receive().await?;
                }
                Ok(())
            });
            match waited.await {
                Ok(Ok(())) => Ok(self.waiting.pop_front()),
                Ok(Err(error)) => Err(error),
                Err(_) => Ok(None),
            }
        })
    }
}
